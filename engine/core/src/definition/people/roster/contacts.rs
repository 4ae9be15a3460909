//! Posts that can be written to: one for each post of a unit, one for each shared post, one for each campaign role.
//!
//! A post that stands in several columns of a unit's row is one post, held by one person: it has one contact, named after
//! the first of its roles, so that one letter a day is one letter to that person and signing it once is enough. So it is with
//! posts of one role in several rows that have the same account: their letters of a day are one, under the first of them.

use muster_protocol::text;
use std::collections::{BTreeMap, BTreeSet};

use muster_protocol::definition::{Contact, EXTENSION, Scope};
use muster_protocol::ids::ContactIx;

use super::{Draft, Roster, RosterSheet, Row};
use crate::definition::ContactEntry;
use crate::definition::findings::code;
use crate::definition::keys::written_in;
use crate::definition::people::roles::RoleLine;

/// Contacts of posts by the text of the post.
type Posts = BTreeMap<String, ContactIx>;

/// The first contact of each role, by its place, and account: channel and address.
type Accounts<'a> = BTreeMap<(usize, &'a str, &'a str), ContactIx>;

/// Makes the contacts and ends the roster.
pub(super) fn fill(sheet: &mut RosterSheet<'_>, drafts: Vec<Draft<'_>>, roles: &[RoleLine]) -> Roster {
    let mut roster =
        Roster { roles: roles.iter().map(|line| line.role.clone()).collect(), ..Roster::default() };
    let mut ids = BTreeSet::new();
    // Several shared columns may name one post.
    let mut shared_posts = Posts::new();
    let mut first_posts = Accounts::new();
    let mut numbers = vec![0usize; roles.len()];
    for draft in drafts {
        let mut unit = draft.unit;
        let account = (draft.row.cell(sheet.columns.channel), draft.row.cell(sheet.columns.account));
        let extension = draft.row.cell(sheet.columns.ext);
        let mut own = Posts::new();
        for (at, line) in roles.iter().enumerate() {
            let column = sheet.columns.posts.get(at).copied().flatten();
            let post = draft.row.cell(column);
            let contact = match (post.is_empty(), line.shared, own.get(post)) {
                (true, ..) => None,
                (false, true, _) => {
                    Some(shared(&mut roster, &mut shared_posts, &mut numbers[at], line, post))
                }
                (false, false, Some(&known)) => {
                    also(&mut roster, known, line);
                    Some(known)
                }
                (false, false, None) => {
                    let id = format!("{}-{}", unit.code.to_ascii_lowercase(), line.role.id);
                    if !ids.insert(id.clone()) {
                        id_twice(sheet, draft.row, &id);
                    }
                    if !account.1.is_empty() {
                        let (channel, account) = (account.0.to_owned(), account.1.to_owned());
                        roster.accounts.push(ContactEntry { contact: id.clone(), channel, account });
                    }
                    if !extension.is_empty() {
                        let (channel, account) = (EXTENSION.to_owned(), extension.to_owned());
                        roster.accounts.push(ContactEntry { contact: id.clone(), channel, account });
                    }
                    let called = post_of(&unit.short, &line.role.name);
                    let place = (at, account.0, account.1);
                    let person = first_posts.get(&place).copied().filter(|_| !account.1.is_empty());
                    let contact = Contact { id, post: called, language: draft.language, person };
                    let added = add(&mut roster, contact);
                    first_posts.entry(place).or_insert(added);
                    own.insert(post.to_owned(), added);
                    Some(added)
                }
            };
            unit.contacts.push(contact);
        }
        roster.units.push(unit);
    }
    for at in 0..roster.roles.len() {
        if matches!(roster.roles[at].scope, Scope::Campaign(_)) {
            let (id, post) = (roster.roles[at].id.clone(), roster.roles[at].name.clone());
            let contact = add(&mut roster, Contact { id, post, language: None, person: None });
            roster.roles[at].scope = Scope::Campaign(Some(contact));
        }
    }
    roster
}

/// What a unit's post is called: 市政处联络员, Alder 1 captain, Alder 联络员. Languages that part words with a space do so here too,
/// and so does a unit that is called in one of them among roles in another.
fn post_of(unit: &str, role: &str) -> String {
    let parted = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let word = unit.is_ascii() && unit.contains(|c: char| c.is_ascii_lowercase());
    let space =
        if word || parted(unit.chars().next_back()) && parted(role.chars().next()) { " " } else { "" };
    format!("{unit}{space}{role}")
}

/// Names a post after one more of its roles.
fn also(roster: &mut Roster, known: ContactIx, line: &RoleLine) {
    if let Some(contact) = roster.contacts.get_mut(known.at()) {
        let and = written_in(&line.role.name).say("list-comma");
        contact.post = format!("{}{and}{}", contact.post, line.role.name);
    }
}

fn id_twice(sheet: &mut RosterSheet<'_>, row: &Row, id: &str) {
    sheet
        .report
        .error(
            code::DUPLICATE_UNIT,
            sheet.table.place(row, Some(sheet.columns.code)),
            text!("the-contact-id-id-appears-twice", id),
        )
        .fix(text!("change-the-units-code-do-not-end-it"));
}

fn shared(
    roster: &mut Roster,
    posts: &mut Posts,
    number: &mut usize,
    line: &RoleLine,
    post: &str,
) -> ContactIx {
    if let Some(&known) = posts.get(post) {
        return known;
    }
    *number += 1;
    let id = format!("{}-{number}", line.role.id);
    let contact = add(roster, Contact { id, post: post.to_owned(), language: None, person: None });
    posts.insert(post.to_owned(), contact);
    contact
}

fn add(roster: &mut Roster, contact: Contact) -> ContactIx {
    // The limits on units and roles keep the number of contacts far below u32.
    let ix = ContactIx(u32::try_from(roster.contacts.len()).unwrap_or(u32::MAX));
    roster.contacts.push(contact);
    ix
}

#[cfg(test)]
mod tests {
    use super::post_of;

    #[test]
    fn a_post_is_called_by_its_unit_and_role_as_the_language_joins_them() {
        assert_eq!(post_of("市政处", "联络员"), "市政处联络员");
        assert_eq!(post_of("Alder 1", "captain"), "Alder 1 captain");
        assert_eq!(post_of("一科A", "联络员"), "一科A联络员");
        assert_eq!(post_of("Intl Clinic", "联络员"), "Intl Clinic 联络员");
        assert_eq!(post_of("V03", "联络员"), "V03联络员");
    }
}
