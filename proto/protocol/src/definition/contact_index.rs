//! Contacts by their id, for those who look up many: made when it is first asked, and no part of the definition's bytes.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Contact;

/// See the module. Two definitions are the same whatever their indexes have been asked.
#[derive(Debug, Default)]
pub struct ContactIndex(OnceLock<BTreeMap<String, usize>>);

impl ContactIndex {
    /// The place of the contact with this id. A definition that was changed by hand since is looked through.
    pub(super) fn find(&self, contacts: &[Contact], id: &str) -> Option<usize> {
        let known = self.0.get_or_init(|| {
            let places = contacts.iter().enumerate().rev();
            places.map(|(at, contact)| (contact.id.clone(), at)).collect()
        });
        let is_it = |at: &usize| contacts.get(*at).is_some_and(|contact| contact.id == id);
        let found = known.get(id).copied().filter(is_it);
        found.or_else(|| contacts.iter().position(|contact| contact.id == id))
    }
}

impl Clone for ContactIndex {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for ContactIndex {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ContactIndex {}

#[cfg(test)]
mod tests {
    use super::super::Definition;
    use super::*;

    fn contact(id: &str) -> Contact {
        Contact { id: id.to_owned(), post: id.to_owned(), language: None, person: None }
    }

    #[test]
    fn contacts_are_found_by_their_id_also_after_a_change_by_hand() {
        let mut def = Definition { contacts: vec![contact("a"), contact("b")], ..Definition::default() };
        let at = |def: &Definition, id: &str| def.contact_by_id(id).map(|found| found.at());
        assert_eq!([at(&def, "a"), at(&def, "b"), at(&def, "c")], [Some(0), Some(1), None]);
        def.contacts.insert(0, contact("c"));
        assert_eq!([at(&def, "a"), at(&def, "b"), at(&def, "c")], [Some(1), Some(2), Some(0)]);
        assert_eq!(def.clone(), def);
    }
}
