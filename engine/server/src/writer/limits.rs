//! How large a command may be, and what it makes: every command is held to it here, whichever way it came and whatever it
//! is. What a field may be is said where it is decided.

use muster_protocol::codec::{self, BODY_BYTES_MAX};
use muster_protocol::command::{
    ACTOR_BYTES_MAX, Command, CommandEnvelope, Refusal, RefusalCode, Size, VIA_BYTES_MAX,
};
use muster_protocol::event::Event;
use muster_protocol::item::CHUNK;
use muster_protocol::recorded::CLOCK;
use muster_protocol::text;
use muster_protocol::unseen;

/// Most events of one command: a launch or a report in the largest campaign stays below it.
pub(super) const COMMAND_EVENTS_MAX: usize = 50_000;

/// Largest report or plan of a worker, and largest event that it makes: a message to one who answers for 100,000 units
/// lists a step of each, in six bytes.
const WORK_BYTES_MAX: usize = 1024 * 1024;

/// Largest event that a definition makes: 100,000 units that all join and leave, in 22 bytes each.
const COMPUTED_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Most bytes of a command, and of each event that it makes.
struct Most {
    command: usize,
    event: usize,
}

/// What people write fits into an event that goes out whole (PROTOCOL.md, “NATS”); what the engine computes from a definition
/// and what workers report grows with the campaign.
fn most(command: &Command) -> Most {
    match command.size() {
        Size::Computed => Most { command: BODY_BYTES_MAX, event: COMPUTED_BYTES_MAX },
        Size::Bulk => Most { command: WORK_BYTES_MAX, event: WORK_BYTES_MAX },
        Size::Written => Most { command: BODY_BYTES_MAX, event: BODY_BYTES_MAX },
    }
}

/// A command before it is looked at.
pub(super) fn of_envelope(envelope: &CommandEnvelope) -> Result<(), Refusal> {
    let mut named =
        std::iter::once(envelope.actor.as_str()).chain(approver(envelope)).chain(envelope.behalf.as_deref());
    named.try_for_each(check_actor)?;
    check_via(&envelope.via)?;
    if let Command::ReportMessages(body) = &envelope.command
        && body.reports.len() > CHUNK
    {
        let detail = format!("{} reports, at most {CHUNK}", body.reports.len());
        return Err(Refusal::plain(RefusalCode::TooLarge, detail));
    }
    let (bytes, most) = (codec::size(&envelope.command), most(&envelope.command).command);
    if bytes > most { Err(too_large(envelope.command.name(), bytes, most)) } else { Ok(()) }
}

/// Any other named authority on which a command is given.
fn approver(envelope: &CommandEnvelope) -> Option<&str> {
    if let Command::Amend(amend) = &envelope.command { amend.approver.as_deref() } else { None }
}

/// The events that a command made. They are measured as they are thought of; the names that they get are short.
pub(super) fn of_events(command: &Command, events: &[Event]) -> Result<(), Refusal> {
    if events.len() > COMMAND_EVENTS_MAX {
        let detail = format!("{} events, at most {COMMAND_EVENTS_MAX}", events.len());
        return Err(Refusal::plain(RefusalCode::TooLarge, detail));
    }
    let most = most(command).event;
    let sizes = events.iter().map(|event| (event.name(), codec::size(event)));
    match sizes.into_iter().find(|(_, bytes)| *bytes > most) {
        Some((name, bytes)) => Err(too_large(name, bytes, most)),
        None => Ok(()),
    }
}

fn too_large(name: &str, bytes: usize, most: usize) -> Refusal {
    Refusal::with_text(RefusalCode::TooLarge, text!("a-command-is-too-large", name, #bytes = bytes, most))
}

fn check_actor(actor: &str) -> Result<(), Refusal> {
    let detail = if actor.trim().is_empty() {
        "the actor has no name".to_owned()
    } else if actor.len() > ACTOR_BYTES_MAX {
        format!("the actor's name has {} bytes, at most {ACTOR_BYTES_MAX}", actor.len())
    } else if unseen::find(actor).is_some() {
        "the actor's name holds characters that nobody sees".to_owned()
    } else if actor == CLOCK {
        format!("“{CLOCK}” is the name of time itself")
    } else {
        return Ok(());
    };
    Err(Refusal::plain(RefusalCode::BadActor, detail))
}

/// A way is a short word of programs, so that events can be counted by it.
fn check_via(via: &str) -> Result<(), Refusal> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !via.is_empty() && via.len() <= VIA_BYTES_MAX && via.chars().all(fits) {
        return Ok(());
    }
    Err(Refusal::with_text(
        RefusalCode::BadActor,
        text!("is-no-way-a-command-comes", escape_debug = via.escape_debug(), via_bytes_max = VIA_BYTES_MAX),
    ))
}

#[cfg(test)]
mod tests {
    use muster_protocol::command::{
        Amend, Assign, MessageReport, Nominate, ReportMessages, SendOutcome, Submit,
    };
    use muster_protocol::form::Form;
    use muster_protocol::ids::Digest;
    use muster_protocol::item::{EVIDENCE_MAX, Evidence};

    use super::*;
    use crate::sample::{campaign, envelope};

    /// As many files as the fields allow.
    fn full() -> Vec<Evidence> {
        let files = vec![Digest([7; 32]); EVIDENCE_MAX];
        vec![Evidence { need: "推荐表".to_owned(), count: 1, files }; EVIDENCE_MAX]
    }

    fn nomination(evidence: Vec<Evidence>) -> Command {
        let (selection, unit) = ("pacesetter".to_owned(), "101".to_owned());
        Command::Nominate(Nominate { selection, unit, code: None, title: None, evidence })
    }

    fn refused(command: Command) -> Option<RefusalCode> {
        of_envelope(&envelope(&campaign("c"), "1", command)).err().map(|no| {
            assert!(!no.detail.en.is_empty());
            no.code
        })
    }

    #[test]
    fn what_people_write_fits_into_an_event_whatever_the_command() {
        let item = "pacesetter-nominate/101".parse().unwrap();
        let submit = |evidence| Submit { item, evidence, form: Form::default(), on: None };
        let task = Assign {
            task: "assigned".to_owned(),
            title: "查".to_owned(),
            to: vec!["x".repeat(120); 1_000],
            due_day: "2014-04-01".parse().unwrap(),
        };
        for command in [nomination(full()), Command::Submit(submit(full())), Command::Assign(task)] {
            assert_eq!(refused(command), Some(RefusalCode::TooLarge));
        }
        assert_eq!(refused(nomination(full()[..1].to_vec())), None);
    }

    #[test]
    fn an_event_is_held_to_the_limit_of_its_command() {
        let event = |bytes: usize| {
            let (occasion, unit) = (muster_protocol::ids::OccasionIx(0), muster_protocol::ids::UnitIx(0));
            let evidence = vec![Evidence { need: "x".repeat(bytes), count: 1, files: Vec::new() }];
            let form = Form::default();
            Event::from(muster_protocol::event::ItemSubmitted { occasion, unit, evidence, form, on: None })
        };
        let reports = Command::ReportMessages(ReportMessages { reports: Vec::new() });
        let large = [event(BODY_BYTES_MAX)];
        assert_eq!(of_events(&nomination(full()), &large).unwrap_err().code, RefusalCode::TooLarge);
        let beside = codec::size(&event(BODY_BYTES_MAX)) - BODY_BYTES_MAX;
        let whole = [event(BODY_BYTES_MAX - beside)];
        assert_eq!(
            (codec::size(&whole[0]), of_events(&nomination(full()), &whole)),
            (BODY_BYTES_MAX, Ok(()))
        );
        let over = [event(BODY_BYTES_MAX - beside + 1)];
        assert_eq!(of_events(&nomination(full()), &over).unwrap_err().code, RefusalCode::TooLarge);
        assert_eq!(of_events(&reports, &large), Ok(()));
    }

    /// What a command is refused with when its envelope is changed.
    fn changed(change: impl FnOnce(&mut CommandEnvelope)) -> Option<RefusalCode> {
        let mut envelope = envelope(&campaign("c"), "1", nomination(Vec::new()));
        change(&mut envelope);
        of_envelope(&envelope).err().map(|no| no.code)
    }

    #[test]
    fn all_whom_a_command_names_have_names_that_are_seen_and_not_too_long() {
        let longest = "x".repeat(ACTOR_BYTES_MAX);
        for (name, refused) in [
            (longest.clone(), None),
            (format!("{longest}x"), Some(RefusalCode::BadActor)),
            ("  ".to_owned(), Some(RefusalCode::BadActor)),
            ("005\u{200b}".to_owned(), Some(RefusalCode::BadActor)),
            (CLOCK.to_owned(), Some(RefusalCode::BadActor)),
        ] {
            assert_eq!(changed(|it| it.actor.clone_from(&name)), refused, "{name:?}");
            assert_eq!(changed(|it| it.behalf = Some(name.clone())), refused, "{name:?}");
            let new = Amend::new(Digest([1; 32]), Digest([2; 32]));
            let amend = Amend { approver: Some(name.clone()), ..new };
            assert_eq!(changed(|it| it.command = Command::Amend(amend)), refused, "{name:?}");
        }
    }

    #[test]
    fn a_way_is_a_short_word() {
        let longest = "abcdefghi-0123456789";
        for via in ["", "Web", "web_1", "网页", &format!("{longest}0")] {
            let refused = changed(|it| via.clone_into(&mut it.via));
            assert_eq!(refused, Some(RefusalCode::BadActor), "{via}");
        }
        for via in ["w", "1", "-", longest] {
            assert_eq!(changed(|it| via.clone_into(&mut it.via)), None, "{via}");
        }
    }

    #[test]
    fn a_chunk_of_reports_comes_at_once_and_no_more() {
        let reports = |count: usize| {
            let key = "2014-05-30/002-clerk/routine".parse().unwrap();
            let report = MessageReport { key, outcome: SendOutcome::NothingDue, attempt: 0 };
            Command::ReportMessages(ReportMessages { reports: vec![report; count] })
        };
        assert_eq!(refused(reports(CHUNK)), None);
        assert_eq!(refused(reports(CHUNK + 1)), Some(RefusalCode::TooLarge));
    }
}
