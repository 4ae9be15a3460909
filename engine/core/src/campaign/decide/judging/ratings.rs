//! Rounds: raters who are invited and answer once, and units drawn for an inspection.

use std::collections::BTreeSet;

use muster_protocol::catalogue::Listed;
use muster_protocol::command::{
    ANSWERS_MAX, BALLOTS_MAX, Ballot, Draw, Invite, Rate, Refusal, ballot_of_post,
};
use muster_protocol::definition::{Decimal, RaterGroup, ReviewRound, Scale, Subject};
use muster_protocol::event::{Event, InspectionDrawn, RatedOf, RatersInvited, RatingGiven};
use muster_protocol::ids::{ContactIx, Digest, UnitIx};
use muster_protocol::unseen;
use muster_protocol::{id, text};
use muster_rules::audience::{holds_role, post_named, rates_by_post};
use muster_rules::score::sessions::{self, Session};

use super::super::{Decided, by_name, nearest, unknown};
use super::taken_back;
use super::{At, room};

/// Longest number of a paper ballot and longest seed, in bytes.
const WORD_MAX: usize = 64;

/// A rater of a group in a session.
struct Rater<'a> {
    round: &'a ReviewRound,
    group: &'a RaterGroup,
    session: Session,
    ballot: Digest,
    paper: bool,
    /// The rater's own unit, where that is known.
    unit: Option<UnitIx>,
    /// Whose post it is, where somebody answers as a post of the roster.
    contact: Option<ContactIx>,
}

/// Under what a ballot counts, whether it is paper, and the unit and the post that it is of, where these are known.
type Whose = (Digest, bool, Option<UnitIx>, Option<ContactIx>);

impl<'a> At<'a> {
    /// A round that is in use: of one that the file names no more nothing is answered or drawn any more.
    fn round(&self, id: &str) -> Result<&'a ReviewRound, Refusal> {
        let round = by_name(&self.def.reviews, id!("review-round"), id, |round| &round.id)?;
        let mut retired = self.def.retired.reviews.iter().filter_map(|ix| self.def.reviews.get(ix.at()));
        if retired.any(|gone| gone.id == round.id) {
            return Err(Refusal::wrong_state(text!("round-was-taken-out-of-the-file", id)));
        }
        Ok(round)
    }

    fn group(&self, round: &'a ReviewRound, name: &str) -> Result<&'a RaterGroup, Refusal> {
        by_name(&round.raters, id!("group-of-raters"), name, |group| &group.name)
    }

    fn session(&self, round: &ReviewRound, key: Option<&str>) -> Result<Session, Refusal> {
        sessions::find(self.def, round, key, self.today()).ok_or_else(|| {
            let keys = sessions::of(self.def, round);
            unknown(id!("session"), key.unwrap_or_default(), keys.iter().map(|session| session.key.as_str()))
        })
    }

    pub(super) fn invite(&self, body: &Invite) -> Decided {
        let round = self.round(&body.round)?;
        let group = self.group(round, &body.group)?;
        let session = self.session(round, body.session.as_deref())?;
        self.by_code(group)?;
        let unit = body.unit.as_deref().map(|code| self.unit(code)).transpose()?;
        if group.not_self && unit.is_none() {
            let name = &group.name;
            return Err(Refusal::incomplete(text!("raters-of-name-do-not-judge-their-own", name)));
        }
        if body.ballots.is_empty() || body.ballots.len() > BALLOTS_MAX {
            let count = body.ballots.len();
            let said = text!("invite-1-to-ballots-max-raters-at-once", ballots_max = BALLOTS_MAX, count);
            return Err(Refusal::incomplete(said));
        }
        let known = &self.state.facts.invited;
        room(known.len())?;
        let ballots: Vec<Digest> =
            body.ballots.iter().filter(|it| !known.contains_key(it)).copied().collect();
        if ballots.is_empty() {
            return Ok(Vec::new());
        }
        let (round, group) = (round.id.clone(), group.name.clone());
        Ok(vec![RatersInvited { round, session: session.key, group, unit, ballots }.into()])
    }

    pub(super) fn rate(&self, body: &Rate) -> Decided {
        let round = self.round(&body.round)?;
        let group = self.group(round, &body.group)?;
        let session = self.session(round, body.session.as_deref())?;
        let rater = self.rater(round, group, session, (&body.ballot, body.unit.as_deref()))?;
        self.in_time(&rater)?;
        if group.comment && body.comment.is_none() {
            let name = &group.name;
            return Err(Refusal::incomplete(text!("name-asks-for-a-comment-comment", name)));
        }
        let mut answers = Vec::new();
        for (about, answer) in &body.answers {
            let (unit, ask) = self.about(&rater, about)?;
            answers.push(RatedOf { unit, ask, points: worth(group, answer)? });
        }
        if answers.is_empty() || answers.len() > ANSWERS_MAX {
            let count = answers.len();
            let said = text!("a-ballot-has-1-to-answers-max-answers", answers_max = ANSWERS_MAX, count);
            return Err(Refusal::incomplete(said));
        }
        let places: BTreeSet<_> = answers.iter().map(|it| (it.unit, it.ask)).collect();
        if places.len() < answers.len() {
            return Err(Refusal::incomplete(text!("something-is-answered-twice-on-one-ballot")));
        }
        let asked = (round.id.clone(), rater.session.key.clone(), group.name.clone());
        let before = self.state.facts.cast.get(&asked).and_then(|ballots| ballots.get(&rater.ballot));
        if let Some(before) = before {
            let said = |it: &RatedOf| {
                before.answers.iter().find(|(unit, ask, _)| (*unit, *ask) == (it.unit, it.ask))
            };
            let same = answers.iter().all(|it| said(it).is_some_and(|(.., points)| *points == it.points));
            if same && rater.paper {
                // Paper that is imported again says nothing new.
                return Ok(Vec::new());
            }
            if answers.iter().any(|it| said(it).is_some()) {
                let said = text!("this-ballot-has-answered-already-one-answer-counts");
                return Err(Refusal::wrong_state(said));
            }
        }
        room(self.state.facts.cast.get(&asked).map_or(0, std::collections::BTreeMap::len))?;
        let (round, session, group) = asked;
        let (ballot, paper, comment) = (rater.ballot, rater.paper, body.comment);
        let taken_back = rater.contact.map_or_else(Vec::new, |contact| {
            taken_back::of_rater(self.def, self.state, contact, (&round, &session, &group))
        });
        let mut events = vec![RatingGiven { round, session, group, ballot, paper, answers, comment }.into()];
        events.extend(taken_back);
        Ok(events)
    }

    /// Who answers, by what the group goes by.
    fn rater(
        &self,
        round: &'a ReviewRound,
        group: &'a RaterGroup,
        session: Session,
        (ballot, of): (&Ballot, Option<&str>),
    ) -> Result<Rater<'a>, Refusal> {
        let name = &group.name;
        let (ballot, paper, unit, contact) = match ballot {
            Ballot::Paper(number) => self.paper(group, number.trim(), of)?,
            Ballot::Code(code) => {
                self.by_code(group)?;
                let invited = self.state.facts.invited.get(code);
                let here = (round.id.as_str(), session.key.as_str(), name.as_str());
                let Some(invited) = invited
                    .filter(|it| (it.asked.0.as_str(), it.asked.1.as_str(), it.asked.2.as_str()) == here)
                else {
                    let said = text!("this-code-was-not-given-out-for-name", name, key = session.key);
                    return Err(Refusal::unknown_name(said));
                };
                (*code, false, invited.unit, None)
            }
            Ballot::Post if group.anonymous => {
                return Err(Refusal::incomplete(text!("name-is-anonymous-answer-with-the-code-that", name)));
            }
            Ballot::Post => {
                let post = self.by.whose();
                let contact = post_named(self.def, post);
                let known = contact.and_then(|ix| self.def.contacts.get(ix.at()));
                let id = known.map_or(post, |contact| contact.id.as_str());
                (ballot_of_post(id), false, contact.and_then(|ix| self.unit_of(ix)), contact)
            }
        };
        if group.anonymous && !paper && self.by.behalf.is_none() {
            self.nameless(group)?;
        }
        Ok(Rater { round, group, session, ballot, paper, unit, contact })
    }

    /// Whose a paper ballot is: its own, or where raters answer as posts the one of the post that filled it in, so that nobody
    /// answers on paper and online.
    fn paper(&self, group: &RaterGroup, number: &str, of: Option<&str>) -> Result<Whose, Refusal> {
        if number.is_empty() || number.len() > WORD_MAX || unseen::find(number).is_some() {
            let said = text!("a-paper-ballot-has-a-number-of-at", word_max = WORD_MAX);
            return Err(Refusal::incomplete(said));
        }
        let unit = of.map(|code| self.unit(code)).transpose()?;
        if !rates_by_post(self.def, group) {
            return Ok((Digest::of(format!("paper\n{number}").as_bytes()), true, unit, None));
        }
        let known = post_named(self.def, number);
        let known = known.filter(|ix| group.role.is_some_and(|role| holds_role(self.def, *ix, role)));
        let Some((ix, post)) = known.and_then(|ix| Some((ix, self.def.contacts.get(ix.at())?))) else {
            let name = &group.name;
            let said = text!("paper-of-name-says-which-post-filled-it-in", name, number);
            return Err(Refusal::unknown_name(said));
        };
        Ok((ballot_of_post(&post.id), true, unit.or_else(|| self.unit_of(ix)), Some(ix)))
    }

    /// Codes are for those who are known by nothing else: a post with a code could answer twice.
    fn by_code(&self, group: &RaterGroup) -> Result<(), Refusal> {
        if !rates_by_post(self.def, group) {
            return Ok(());
        }
        let name = &group.name;
        Err(Refusal::wrong_state(text!("raters-of-name-answer-as-posts-without-codes", name)))
    }

    /// Who answers anonymously gives no post of its own: the log would say who answered what.
    fn nameless(&self, group: &RaterGroup) -> Result<(), Refusal> {
        let role = group.role.and_then(|role| self.def.roles.get(role.at()));
        if post_named(self.def, self.by.actor).is_none() {
            return Ok(());
        }
        let role = role.map_or("", |role| role.name.as_str());
        Err(Refusal::incomplete(text!("this-group-is-anonymous-answer-as-role-not", role)))
    }

    fn unit_of(&self, contact: ContactIx) -> Option<UnitIx> {
        let at = self.def.units.iter().position(|unit| unit.contacts.contains(&Some(contact)))?;
        u32::try_from(at).ok().map(UnitIx)
    }

    /// A session is answered while it is open; paper is entered until a sheet that counts it is frozen.
    fn in_time(&self, rater: &Rater<'_>) -> Result<(), Refusal> {
        let (today, session) = (self.today(), &rater.session);
        if today < session.opens {
            let opens = session.opens;
            return Err(Refusal::wrong_day(text!("session-key-opens-on-opens", key = session.key, opens)));
        }
        let frozen = self.def.scores.iter().map(|sheet| sheet.freeze).max();
        let last = if rater.paper { frozen.unwrap_or(session.due).max(session.due) } else { session.due };
        if today <= last {
            return Ok(());
        }
        Err(Refusal::wrong_day(text!("session-key-was-over-on-last", key = session.key, last)))
    }

    /// A unit of the round, or one of its goals by number.
    fn about(&self, rater: &Rater<'_>, about: &str) -> Result<(Option<UnitIx>, u16), Refusal> {
        match rater.round.subject {
            Subject::Goals => {
                let goals = self.def.frame.goals.as_ref().map_or(0, |goals| goals.items.len());
                let number = about.trim().parse::<usize>().ok().filter(|number| (1..=goals).contains(number));
                let Some(number) = number else {
                    let said = text!("goals-have-the-numbers-1-to-goals-not", goals, about);
                    return Err(Refusal::incomplete(said));
                };
                Ok((None, u16::try_from(number - 1).unwrap_or(u16::MAX)))
            }
            Subject::Units(audience) => {
                let unit = self.unit(about)?;
                if !muster_rules::audience::selects(self.def, audience, unit) || !self.state.member(unit) {
                    let id = &rater.round.id;
                    let said = text!("about-is-not-judged-in-id", about, id, name = rater.round.name);
                    return Err(Refusal::wrong_state(said));
                }
                if rater.group.not_self && rater.unit == Some(unit) {
                    let said = text!("nobody-judges-their-own-unit-here-leave-about", about);
                    return Err(Refusal::wrong_state(said));
                }
                Ok((Some(unit), 0))
            }
        }
    }

    pub(super) fn draw(&self, body: &Draw) -> Decided {
        let round = self.round(&body.round)?;
        let Some(count) = round.sample else {
            let id = &round.id;
            let said = text!("id-takes-no-sample-every-unit-is-looked", id, name = round.name);
            return Err(Refusal::wrong_state(said));
        };
        let session = self.session(round, body.session.as_deref())?;
        let seed = body.seed.trim();
        if seed.is_empty() || seed.len() > WORD_MAX || unseen::find(seed).is_some() {
            return Err(Refusal::incomplete(text!("a-seed-has-1-to-word-max-bytes", word_max = WORD_MAX)));
        }
        let (today, key) = (self.today(), (round.id.clone(), session.key.clone()));
        if let Some(drawn) = self.state.facts.drawn.get(&key) {
            if drawn.seed == seed {
                return Ok(Vec::new());
            }
            let (round, session) = &key;
            return Err(Refusal::wrong_state(text!("it-was-drawn-already-one-draw-stands", round, session)));
        }
        if today < session.opens || session.due < today {
            let (opens, due) = (session.opens, session.due);
            let said = text!("session-key-is-from-opens-to-due", key = session.key, opens, due);
            return Err(Refusal::wrong_day(said));
        }
        let mut among = sessions::among(self.def, round, today);
        among.retain(|unit| self.state.member(*unit));
        let units = sessions::draw(self.def, &key.0, &key.1, seed, &among, usize::from(count));
        let among = u32::try_from(among.len()).unwrap_or(u32::MAX);
        let (round, session) = key;
        let taken_back = taken_back::of_drawers(self.def, self.state, (&round, &session));
        let drawn = InspectionDrawn { round, session, seed: seed.to_owned(), among, units };
        Ok(std::iter::once(Event::from(drawn)).chain(taken_back).collect())
    }
}

/// What an answer is worth on a group's scale.
///
/// # Errors
/// [`Refusal`] with what may be answered.
pub fn worth(group: &RaterGroup, answer: &str) -> Result<Decimal, Refusal> {
    match &group.scale {
        Scale::Choices(choices) => {
            let found = choices.iter().find(|choice| choice.name == answer.trim());
            found.map(|choice| choice.points).ok_or_else(|| {
                let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
                let group = &group.name;
                let said = text!("group-is-answered-with-one-of", group, answer, names: Listed(&names));
                Refusal::unknown_name(said).instead(nearest(answer, names.iter().copied()))
            })
        }
        Scale::Range(from, to) => {
            let number = crate::definition::decimal(answer).filter(|number| from <= number && number <= to);
            number.ok_or_else(|| {
                Refusal::incomplete(text!(
                    "name-is-answered-with-from-to-to-not",
                    name = group.name,
                    from,
                    to,
                    answer
                ))
            })
        }
    }
}
