//! What nobody sees never comes in: every text of a command is looked at in one place, no matter who sent it and how, and
//! so is a definition before it counts.

use std::io;

use muster_protocol::command::{CommandEnvelope, Refusal, RefusalCode};
use muster_protocol::definition::Definition;
use muster_protocol::text;
use muster_protocol::unseen;
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

/// Whether every text of a command is one line that shows what it holds.
///
/// # Errors
/// [`Refusal`] with the character.
pub(super) fn envelope(envelope: &CommandEnvelope) -> Result<(), Refusal> {
    look(envelope, false)
}

/// Whether every text of a definition shows what it holds; those of messages have lines.
///
/// # Errors
/// [`Refusal`] with the character.
pub(super) fn definition(definition: &Definition) -> Result<(), Refusal> {
    look(definition, true)
}

fn look<T: Serialize>(what: &T, lines: bool) -> Result<(), Refusal> {
    let mut found = None;
    let mut looking = Serializer::with_formatter(io::sink(), Looking { lines, found: &mut found });
    // Nothing is written, so nothing can fail but what has no text at all.
    let _ = what.serialize(&mut looking);
    found.map_or(Ok(()), |c| Err(refusal(c)))
}

/// The refusal of a text that holds this character.
pub(crate) fn refusal(c: char) -> Refusal {
    let sign = u32::from(c);
    let said = if matches!(c, '\n' | '\r' | '\t') {
        text!("a-text-holds-a-line-break-or-a")
    } else {
        text!("a-text-holds-a-character-that-nobody-sees", sign = format_args!("{sign:04X}"))
    };
    Refusal::with_text(RefusalCode::Incomplete, said)
}

/// Sees each text go by.
struct Looking<'a> {
    lines: bool,
    found: &'a mut Option<char>,
}

impl Formatter for Looking<'_> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        *self.found = self.found.or_else(|| unseen::find(fragment));
        Ok(())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, _: &mut W, escape: CharEscape) -> io::Result<()> {
        let c = match escape {
            CharEscape::Quote | CharEscape::ReverseSolidus | CharEscape::Solidus => return Ok(()),
            CharEscape::LineFeed => '\n',
            CharEscape::CarriageReturn => '\r',
            CharEscape::Tab => '\t',
            CharEscape::Backspace => '\u{8}',
            CharEscape::FormFeed => '\u{c}',
            CharEscape::AsciiControl(byte) => char::from(byte),
        };
        if !(self.lines && matches!(c, '\n' | '\r' | '\t')) {
            *self.found = self.found.or(Some(c));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::command::{Assign, Command};
    use muster_protocol::ids::{CampaignId, CommandId};

    use super::*;

    fn with(title: &str, to: &str) -> CommandEnvelope {
        let assign = Assign {
            task: "extra".to_owned(),
            title: title.to_owned(),
            to: vec![to.to_owned()],
            due_day: "2014-09-28".parse().unwrap(),
        };
        CommandEnvelope {
            id: CommandId([1; 16]),
            campaign: CampaignId::new("c").unwrap(),
            actor: "小组办公室".to_owned(),
            behalf: None,
            via: "cli".to_owned(),
            command: Command::Assign(assign),
        }
    }

    #[test]
    fn no_text_of_a_command_holds_what_nobody_sees_however_deep_it_stands() {
        assert_eq!(envelope(&with("“上报”\\材料 😀", "005")), Ok(()));
        for c in ['\u{1b}', '\u{202e}', '\u{200b}', '\u{9b}', '\n', '\t', '\u{7f}', '\0'] {
            for sent in [with(&format!("上报{c}材料"), "005"), with("上报", &format!("00{c}5"))] {
                let no = envelope(&sent).unwrap_err();
                assert_eq!(no.code, RefusalCode::Incomplete, "{c:?}");
                assert!(
                    unseen::find(&no.detail.en).is_none() && unseen::find(&no.detail.zh).is_none(),
                    "{c:?}"
                );
            }
        }
    }

    #[test]
    fn messages_of_a_definition_have_lines_and_nothing_else_unseen() {
        let mut def = Definition::default();
        def.templates.routine = "{{ 单位 }}：\n请签收\t".to_owned();
        assert_eq!(definition(&def), Ok(()));
        def.name = "住建\u{202e}系统".to_owned();
        assert!(definition(&def).is_err());
    }
}
