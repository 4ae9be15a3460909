//! In which order a person's channels are tried: the one that the roster names for them, then the file's, the former one's failure
//! before the next.

use muster_protocol::definition::Definition;
use muster_protocol::question::Address;

/// A person's addresses: where they have an account, which is what the roster chose for them, by the order of the file's
/// channels; then the file's channels that reach a post by its name (公文交换) and need no account; last those that the file does
/// not list, as the roster has them.
#[must_use]
pub fn in_order(definition: &Definition, contact: &str, mut found: Vec<Address>) -> Vec<Address> {
    let (mut ordered, mut by_post) = (Vec::with_capacity(found.len()), Vec::new());
    for channel in &definition.channels {
        match found.iter().position(|address| address.channel == channel.name) {
            Some(at) => ordered.push(found.remove(at)),
            None if channel.by_post => {
                let post = definition
                    .contacts
                    .iter()
                    .find(|known| known.id == contact)
                    .map(|known| known.post.clone());
                by_post.extend(post.map(|account| Address { channel: channel.name.clone(), account }));
            }
            None => {}
        }
    }
    ordered.extend(by_post);
    ordered.extend(found);
    ordered
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::{Channel, Contact};

    use super::*;

    fn channel(name: &str, by_post: bool) -> Channel {
        Channel {
            name: name.to_owned(),
            hours: Vec::new(),
            workdays_only: false,
            per_minute: None,
            per_day: None,
            by_post,
        }
    }

    #[test]
    fn what_the_roster_chose_comes_before_what_reaches_any_post() {
        let contact = Contact { id: "a".to_owned(), post: "甲".to_owned(), language: None, person: None };
        let channels = vec![channel("公文交换", true), channel("短信", false), channel("邮件", false)];
        let def = Definition { contacts: vec![contact], channels, ..Definition::default() };
        let address = |name: &str| Address { channel: name.to_owned(), account: "x".to_owned() };
        let order = |found: &[&str]| {
            let found = found.iter().map(|name| address(name)).collect();
            in_order(&def, "a", found).into_iter().map(|it| it.channel).collect::<Vec<_>>()
        };
        assert_eq!(order(&["短信"]), ["短信", "公文交换"]);
        assert_eq!(order(&["邮件", "短信"]), ["短信", "邮件", "公文交换"]);
        assert_eq!(order(&["公文交换", "短信"]), ["公文交换", "短信"], "it was chosen");
        assert_eq!(order(&[]), ["公文交换"]);
        assert_eq!(order(&["飞书"]), ["公文交换", "飞书"]);
    }
}
