//! The things that stand in a definition's lists: what each is known by, and what of it is content.

use muster_protocol::codec;
use muster_protocol::definition::{
    Assignable, Audience, CaseKind, Channel, Concurrent, Contact, DecidedList, Duty, GroupCalendar, Outlet,
    Phase, ReminderPolicy, ReviewRound, Role, ScoreSheet, Selection, SelfArrangedVisit, SnapshotPlan,
    Taxonomy, Unit, VisitProgramme,
};
use serde::Serialize;

use super::lines;
use super::remap::{Maps, Remap};

/// A thing of a list.
pub(super) trait Listed: Remap + Clone + PartialEq + Serialize {
    /// What it is known by.
    fn id(&self) -> &str;
    /// What people call it.
    fn title(&self) -> &str;
    /// Takes away what it is known by and called; what is left is content.
    fn nameless(&mut self);
    /// Its content as bytes: two with the same are the same thing under two names, if there are no others like them.
    fn content(&self) -> Vec<u8> {
        let mut bare = self.clone();
        bare.nameless();
        codec::encode(&bare)
    }
    /// Whether both have the same content.
    fn alike(&self, other: &Self) -> bool {
        self.content() == other.content()
    }
    /// Gives what is kept from before the shape of the reconciled definition.
    fn fit(&mut self, _: &Maps) {}
    /// Takes over what the running definition knows of the same thing and no file says.
    fn carry(&mut self, _: &Self) {}
}

/// Things with an id and a name, and things that are known by their name alone.
macro_rules! listed {
    ($($type:ident),+; $($named:ident),+ $(,)?) => {
        $(impl Listed for $type {
            fn id(&self) -> &str {
                &self.id
            }
            fn title(&self) -> &str {
                &self.name
            }
            fn nameless(&mut self) {
                self.id.clear();
                self.name.clear();
            }
        })+
        $(impl Listed for $named {
            fn id(&self) -> &str {
                &self.name
            }
            fn title(&self) -> &str {
                &self.name
            }
            fn nameless(&mut self) {
                self.name.clear();
            }
        })+
    };
}

listed!(
    Role, Phase, Duty, VisitProgramme, SnapshotPlan, Outlet, Selection, Assignable, SelfArrangedVisit, CaseKind,
    ReviewRound, DecidedList;
    Audience, ReminderPolicy, Concurrent, Taxonomy, Channel,
);

impl Listed for ScoreSheet {
    fn id(&self) -> &str {
        &self.id
    }
    fn title(&self) -> &str {
        &self.name
    }
    fn nameless(&mut self) {
        self.id.clear();
        self.name.clear();
        for line in self.groups.iter_mut().flat_map(|group| &mut group.lines) {
            line.formerly.clear();
        }
    }
    fn carry(&mut self, before: &Self) {
        lines::carry(before, self);
    }
}

impl Listed for GroupCalendar {
    fn id(&self) -> &str {
        &self.id
    }
    fn title(&self) -> &str {
        &self.id
    }
    fn nameless(&mut self) {
        self.id.clear();
    }
}

impl Listed for Contact {
    fn id(&self) -> &str {
        &self.id
    }
    fn title(&self) -> &str {
        &self.post
    }
    fn nameless(&mut self) {
        self.id.clear();
    }
}

impl Listed for Unit {
    fn id(&self) -> &str {
        &self.code
    }
    fn title(&self) -> &str {
        &self.short
    }
    fn nameless(&mut self) {
        self.code.clear();
        self.short.clear();
    }
    /// A unit under another code is known by its full name and category: the rest of a row changes with the code.
    fn content(&self) -> Vec<u8> {
        codec::encode(&(&self.name, &self.category))
    }
    /// A unit that is not named any more has a place for the contacts of new roles, too.
    fn fit(&mut self, maps: &Maps) {
        if self.contacts.len() < maps.role_count {
            self.contacts.resize(maps.role_count, None);
        }
    }
}
