//! Rounds: raters who are invited and answer once, and units drawn for an inspection.

use std::collections::BTreeSet;

use muster_protocol::command::{
    ANSWERS_MAX, BALLOTS_MAX, Ballot, Draw, Invite, Rate, Refusal, RefusalCode, ballot_of_post,
};
use muster_protocol::definition::{Decimal, RaterGroup, ReviewRound, Scale, Subject};
use muster_protocol::event::{Event, InspectionDrawn, RatedOf, RatersInvited, RatingGiven};
use muster_protocol::ids::{ContactIx, Digest, UnitIx};
use muster_protocol::unseen;
use muster_rules::score::sessions::{self, Session};

use super::super::super::rating;
use super::super::unknown;
use super::{At, incomplete, room, wrong_day, wrong_state};

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

impl<'a> At<'a> {
    fn round(&self, id: &str) -> Result<&'a ReviewRound, Refusal> {
        let ids = || self.def.reviews.iter().map(|round| round.id.as_str());
        let found = self.def.reviews.iter().find(|round| round.id == id);
        found.ok_or_else(|| unknown(("review round", "评议"), id, ids()))
    }

    fn group(&self, round: &'a ReviewRound, name: &str) -> Result<&'a RaterGroup, Refusal> {
        let found = round.raters.iter().find(|group| group.name == name);
        let names = || round.raters.iter().map(|group| group.name.as_str());
        found.ok_or_else(|| unknown(("group of raters", "评议组"), name, names()))
    }

    fn session(&self, round: &ReviewRound, key: Option<&str>) -> Result<Session, Refusal> {
        sessions::find(self.def, round, key, self.today()).ok_or_else(|| {
            let keys = sessions::of(self.def, round);
            unknown(
                ("session", "场次"),
                key.unwrap_or_default(),
                keys.iter().map(|session| session.key.as_str()),
            )
        })
    }

    pub(super) fn invite(&self, body: &Invite) -> Result<Vec<Event>, Refusal> {
        let round = self.round(&body.round)?;
        let group = self.group(round, &body.group)?;
        let session = self.session(round, body.session.as_deref())?;
        let unit = body.unit.as_deref().map(|code| self.unit(code)).transpose()?;
        if group.not_self && unit.is_none() {
            let name = &group.name;
            let en = format!(
                "raters of “{name}” do not judge their own unit: say of which unit they are (--unit)"
            );
            return Err(incomplete(en, format!("“{name}”不评本单位，请写明评议人是哪个单位的（--unit）")));
        }
        if body.ballots.is_empty() || body.ballots.len() > BALLOTS_MAX {
            let count = body.ballots.len();
            let en = format!("invite 1 to {BALLOTS_MAX} raters at once, not {count}");
            return Err(incomplete(en, format!("一次邀请1至{BALLOTS_MAX}人，不能是{count}人")));
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

    pub(super) fn rate(&self, body: &Rate) -> Result<Vec<Event>, Refusal> {
        let round = self.round(&body.round)?;
        let group = self.group(round, &body.group)?;
        let session = self.session(round, body.session.as_deref())?;
        let rater = self.rater(round, group, session, &body.ballot)?;
        self.in_time(&rater)?;
        if group.comment && body.comment.is_none() {
            let name = &group.name;
            let en = format!("“{name}” asks for a comment (--comment)");
            return Err(incomplete(en, format!("“{name}”要写评语（--comment）")));
        }
        let mut answers = Vec::new();
        for (about, answer) in &body.answers {
            let (unit, ask) = self.about(&rater, about)?;
            answers.push(RatedOf { unit, ask, points: worth(group, answer)? });
        }
        if answers.is_empty() || answers.len() > ANSWERS_MAX {
            let count = answers.len();
            let en = format!("a ballot has 1 to {ANSWERS_MAX} answers, not {count}");
            return Err(incomplete(en, format!("一张票有1至{ANSWERS_MAX}个回答，不能是{count}个")));
        }
        let places: BTreeSet<_> = answers.iter().map(|it| (it.unit, it.ask)).collect();
        if places.len() < answers.len() {
            let (en, zh) = ("something is answered twice on one ballot", "同一张票上有一处答了两次");
            return Err(incomplete(en, zh));
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
                let en = "this ballot has answered already: one answer counts, and it stays";
                return Err(wrong_state(en, "这张票已经答过；一人一次，答了不改"));
            }
        }
        room(self.state.facts.cast.get(&asked).map_or(0, std::collections::BTreeMap::len))?;
        let (round, session, group) = asked;
        let (ballot, paper, comment) = (rater.ballot, rater.paper, body.comment);
        let taken_back = rater.contact.map_or_else(Vec::new, |contact| {
            rating::taken_back(self.def, self.state, contact, (&round, &session, &group))
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
        ballot: &Ballot,
    ) -> Result<Rater<'a>, Refusal> {
        let name = &group.name;
        let (ballot, paper, unit, contact) = match ballot {
            Ballot::Paper(number) => {
                let number = number.trim();
                if number.is_empty() || number.len() > WORD_MAX || unseen::find(number).is_some() {
                    let en = format!("a paper ballot has a number of at most {WORD_MAX} bytes");
                    return Err(incomplete(en, "纸质票要有票号"));
                }
                (Digest::of(format!("paper\n{number}").as_bytes()), true, None, None)
            }
            Ballot::Code(code) => {
                let invited = self.state.facts.invited.get(code);
                let here = (round.id.as_str(), session.key.as_str(), name.as_str());
                let Some(invited) = invited
                    .filter(|it| (it.asked.0.as_str(), it.asked.1.as_str(), it.asked.2.as_str()) == here)
                else {
                    let en = format!("this code was not given out for “{name}” in session {}", session.key);
                    return Err(Refusal::with_text(
                        RefusalCode::UnknownName,
                        en,
                        format!("这个评议码不是“{name}”{}这一场的", session.key),
                    ));
                };
                (*code, false, invited.unit, None)
            }
            Ballot::Post if group.anonymous => {
                let en =
                    format!("“{name}” is anonymous: answer with the code that you were given (--ballot)");
                return Err(incomplete(en, format!("“{name}”匿名，请用发给您的评议码（--ballot）")));
            }
            Ballot::Post => {
                let post = self.by.whose();
                let known = self.def.contacts.iter();
                let contact = known.enumerate().find(|(_, it)| it.id == post || it.post == post);
                let id = contact.map_or(post, |(_, contact)| contact.id.as_str());
                let unit = contact.and_then(|(at, _)| self.unit_of(at));
                let known = contact.and_then(|(at, _)| u32::try_from(at).ok()).map(ContactIx);
                (ballot_of_post(id), false, unit, known)
            }
        };
        if group.anonymous && !paper && self.by.behalf.is_none() {
            self.nameless(group)?;
        }
        Ok(Rater { round, group, session, ballot, paper, unit, contact })
    }

    /// Who answers anonymously gives no post of its own: the log would say who answered what.
    fn nameless(&self, group: &RaterGroup) -> Result<(), Refusal> {
        let role = group.role.and_then(|role| self.def.roles.get(role.at()));
        let named = |said: &str| self.def.contacts.iter().any(|known| known.id == said || known.post == said);
        if !named(self.by.actor) {
            return Ok(());
        }
        let role = role.map_or("", |role| role.name.as_str());
        let en = format!("this group is anonymous: answer as “{role}”, not as your own post");
        Err(incomplete(en, format!("这一组匿名，请以“{role}”的名义答，不写自己的岗位")))
    }

    fn unit_of(&self, contact: usize) -> Option<UnitIx> {
        let ix = muster_protocol::ids::ContactIx(u32::try_from(contact).ok()?);
        let at = self.def.units.iter().position(|unit| unit.contacts.contains(&Some(ix)))?;
        u32::try_from(at).ok().map(UnitIx)
    }

    /// A session is answered while it is open; paper is entered until a sheet that counts it is frozen.
    fn in_time(&self, rater: &Rater<'_>) -> Result<(), Refusal> {
        let (today, session) = (self.today(), &rater.session);
        if today < session.opens {
            let opens = session.opens;
            let en = format!("session {} opens on {opens}", session.key);
            return Err(wrong_day(en, format!("{}这一场{opens}才开始", session.key)));
        }
        let frozen = self.def.scores.iter().map(|sheet| sheet.freeze).max();
        let last = if rater.paper { frozen.unwrap_or(session.due).max(session.due) } else { session.due };
        if today <= last {
            return Ok(());
        }
        let en = format!("session {} was over on {last}", session.key);
        Err(wrong_day(en, format!("{}这一场{last}已经结束", session.key)))
    }

    /// A unit of the round, or one of its goals by number.
    fn about(&self, rater: &Rater<'_>, about: &str) -> Result<(Option<UnitIx>, u16), Refusal> {
        match rater.round.subject {
            Subject::Goals => {
                let goals = self.def.frame.goals.as_ref().map_or(0, |goals| goals.items.len());
                let number = about.trim().parse::<usize>().ok().filter(|number| (1..=goals).contains(number));
                let Some(number) = number else {
                    let en = format!("goals have the numbers 1 to {goals}, not “{about}”");
                    return Err(incomplete(en, format!("目标按序号写，1至{goals}，没有“{about}”")));
                };
                Ok((None, u16::try_from(number - 1).unwrap_or(u16::MAX)))
            }
            Subject::Units(audience) => {
                let unit = self.unit(about)?;
                if !muster_rules::audience::selects(self.def, audience, unit) || !self.state.member(unit) {
                    let id = &rater.round.id;
                    let en = format!("{about} is not judged in {id}");
                    return Err(wrong_state(en, format!("“{}”不评{about}", rater.round.name)));
                }
                if rater.group.not_self && rater.unit == Some(unit) {
                    let en = format!("nobody judges their own unit here: leave {about} out");
                    return Err(wrong_state(en, format!("不评本单位，请去掉{about}")));
                }
                Ok((Some(unit), 0))
            }
        }
    }

    pub(super) fn draw(&self, body: &Draw) -> Result<Vec<Event>, Refusal> {
        let round = self.round(&body.round)?;
        let Some(count) = round.sample else {
            let id = &round.id;
            let en = format!("{id} takes no sample: every unit is looked at");
            return Err(wrong_state(en, format!("“{}”不抽样，全部都查", round.name)));
        };
        let session = self.session(round, body.session.as_deref())?;
        let seed = body.seed.trim();
        if seed.is_empty() || seed.len() > WORD_MAX || unseen::find(seed).is_some() {
            let en = format!("a seed has 1 to {WORD_MAX} bytes on one line");
            return Err(incomplete(en, format!("随机种子是一行，1至{WORD_MAX}字节")));
        }
        let (today, key) = (self.today(), (round.id.clone(), session.key.clone()));
        if let Some(drawn) = self.state.facts.drawn.get(&key) {
            if drawn.seed == seed {
                return Ok(Vec::new());
            }
            let en = format!("{}/{} was drawn already: one draw stands", key.0, key.1);
            return Err(wrong_state(en, format!("{}/{}已经抽过，抽了不重抽", key.0, key.1)));
        }
        if today < session.opens || session.due < today {
            let (opens, due) = (session.opens, session.due);
            let en = format!("session {} is from {opens} to {due}", session.key);
            return Err(wrong_day(en, format!("{}这一场是{opens}至{due}", session.key)));
        }
        let mut among = sessions::among(self.def, round, today);
        among.retain(|unit| self.state.member(*unit));
        let units = sessions::draw(self.def, &key.0, &key.1, seed, &among, usize::from(count));
        let among = u32::try_from(among.len()).unwrap_or(u32::MAX);
        let (round, session) = key;
        Ok(vec![InspectionDrawn { round, session, seed: seed.to_owned(), among, units }.into()])
    }
}

/// What an answer is worth on a scale.
fn worth(group: &RaterGroup, answer: &str) -> Result<Decimal, Refusal> {
    match &group.scale {
        Scale::Choices(choices) => {
            let found = choices.iter().find(|choice| choice.name == answer.trim());
            let names = || choices.iter().map(|choice| choice.name.as_str());
            found.map(|choice| choice.points).ok_or_else(|| unknown(("answer", "选项"), answer, names()))
        }
        Scale::Range(from, to) => {
            let number = crate::definition::decimal(answer).filter(|number| from <= number && number <= to);
            number.ok_or_else(|| {
                let en = format!("“{}” is answered with {from} to {to}, not “{answer}”", group.name);
                incomplete(en, format!("“{}”打{from}至{to}分，不能是“{answer}”", group.name))
            })
        }
    }
}
