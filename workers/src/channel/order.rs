//! In which order a person's channels are tried: as the file lists them, the former one's failure before the next.

use muster_protocol::definition::Definition;
use muster_protocol::question::Address;

/// A person's addresses by the order of the file's channels; channels that the file does not list come last, as the
/// roster has them. A channel that reaches a post by its name (公文交换) needs no account.
#[must_use]
pub fn in_order(definition: &Definition, contact: &str, mut found: Vec<Address>) -> Vec<Address> {
    let mut ordered = Vec::with_capacity(found.len());
    for channel in &definition.channels {
        match found.iter().position(|address| address.channel == channel.name) {
            Some(at) => ordered.push(found.remove(at)),
            None if channel.by_post => {
                let post = definition
                    .contacts
                    .iter()
                    .find(|known| known.id == contact)
                    .map(|known| known.post.clone());
                ordered.extend(post.map(|account| Address { channel: channel.name.clone(), account }));
            }
            None => {}
        }
    }
    ordered.extend(found);
    ordered
}
