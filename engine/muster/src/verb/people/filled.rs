//! What is filled in beside the pieces, as it is typed.

use clap::Args;
use muster_protocol::catalogue::LocalizedText;
use muster_protocol::form::{Form, Reported, Verdict};
use muster_protocol::text;

use crate::value::{WrongValue, wrong_value};

/// What is filled in.
#[derive(Debug, Args)]
pub(in crate::verb) struct Filled {
    #[arg(long = "number", value_name = "NAME=COUNT", value_parser = counted)]
    numbers: Vec<(String, u32)>,
    #[arg(long, value_name = "NAME")]
    covers: Vec<String>,
    #[arg(long, group = "verdict")]
    kept: bool,
    #[arg(long, group = "verdict")]
    partly: bool,
    #[arg(long, group = "verdict")]
    broken: bool,
    #[arg(long, group = "verdict")]
    adopted: bool,
    #[arg(long, group = "verdict")]
    not_adopted: bool,
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u8).range(1..))]
    done: Vec<u8>,
    #[arg(long)]
    above: bool,
}

impl Filled {
    /// As a form.
    pub(in crate::verb) fn form(&self) -> Form {
        let verdicts = [
            (self.kept, Verdict::Kept),
            (self.partly, Verdict::PartlyKept),
            (self.broken, Verdict::Broken),
            (self.adopted, Verdict::Adopted),
            (self.not_adopted, Verdict::NotAdopted),
        ];
        let number = |(name, value): &(String, u32)| Reported { name: name.clone(), value: *value };
        Form {
            numbers: self.numbers.iter().map(number).collect(),
            covers: self.covers.clone(),
            verdict: verdicts.into_iter().find(|(said, _)| *said).map(|(_, verdict)| verdict),
            done: self.done.clone(),
            above: self.above,
        }
    }
}

/// `照片=2`.
pub(in crate::verb) fn counted(text: &str) -> Result<(String, u32), WrongValue> {
    // The example has the name that was typed: what a photo is counted like helps nobody with a number of people.
    let expected = |example: LocalizedText| wrong_value(text!("write-name-count-such-as", example: example));
    let parts = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, count) = parts.ok_or_else(|| expected(text!("example-of-a-count")))?;
    let count = count.parse().map_err(|_| expected(LocalizedText::same(format!("{name}=2"))))?;
    Ok((name.to_owned(), count))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        filled: Filled,
    }

    fn read(words: &[&str]) -> Result<Form, String> {
        let line = Line::try_parse_from([&["muster"], words].concat());
        line.map(|line| line.filled.form()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_form_is_read_as_it_is_said() {
        let form = read(&[
            "--number",
            "参训党员=31",
            "--covers",
            "学原文",
            "--covers",
            "专题辅导",
            "--not-adopted",
            "--done",
            "1",
            "--done",
            "2",
            "--above",
        ]);
        let form = form.unwrap();
        assert_eq!(form.numbers, [Reported { name: "参训党员".to_owned(), value: 31 }]);
        assert_eq!(form.covers, ["学原文", "专题辅导"]);
        assert_eq!((form.verdict, form.done, form.above), (Some(Verdict::NotAdopted), vec![1, 2], true));
        assert_eq!(read(&["--partly"]).unwrap().verdict, Some(Verdict::PartlyKept));
        assert_eq!(read(&[]).unwrap(), Form::default());
    }

    #[test]
    fn two_verdicts_or_a_number_that_is_none_are_refused() {
        assert!(read(&["--kept", "--broken"]).is_err());
        assert!(read(&["--number", "参训党员"]).is_err());
        let said = read(&["--number", "参训党员=3.5"]).unwrap_err();
        assert!(said.contains("such as 参训党员=2"), "{said}");
        assert!(read(&["--done", "0"]).is_err() && read(&["--done", "256"]).is_err());
    }
}
