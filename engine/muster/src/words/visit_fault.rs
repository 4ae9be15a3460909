//! What is wrong with the file of a visit instance, and what to do about it.

use muster_rules::counted::counted;
use std::path::Path;

use muster_workers::visits::solver::fault::{Fault, Kind, Noun, Wrong};
use muster_workers::visits::solver::reading::FORMAT;

use crate::exit::{Exit, Failure};
use crate::lang::Lang;

/// A fault as a failure that a person can act on.
#[must_use]
pub fn failure(lang: Lang, file: &Path, fault: &Fault) -> Failure {
    let (file, at) = (file.display(), &fault.at);
    let what = match (lang, at.is_empty()) {
        (Lang::Zh, true) => format!("{file} 不能用"),
        (Lang::Zh, false) => format!("{file} 的 {at} 有错"),
        (Lang::En, true) => format!("{file} cannot be used"),
        (Lang::En, false) => format!("{file}: fault at {at}"),
    };
    let (why, next) = match lang {
        Lang::Zh => chinese(&fault.wrong),
        Lang::En => english(&fault.wrong),
    };
    Failure::new(Exit::Fault, what).because(why).next(next)
}

const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match (lang, kind) {
        (Lang::Zh, Kind::Integer) => "整数",
        (Lang::Zh, Kind::Text) => "文字",
        (Lang::Zh, Kind::List) => "列表",
        (Lang::Zh, Kind::Object) => "对象（带字段名）",
        (Lang::Zh, Kind::Boolean) => "true 或 false",
        (Lang::Zh, Kind::Date) => "日期，如 2027-03-01",
        (Lang::En, Kind::Integer) => "a whole number",
        (Lang::En, Kind::Text) => "a text",
        (Lang::En, Kind::List) => "a list",
        (Lang::En, Kind::Object) => "an object with fields",
        (Lang::En, Kind::Boolean) => "true or false",
        (Lang::En, Kind::Date) => "a date such as 2027-03-01",
    }
}

const fn noun(lang: Lang, noun: Noun) -> (&'static str, &'static str) {
    match (lang, noun) {
        (Lang::Zh, Noun::Location) => ("地点", "locations"),
        (Lang::Zh, Noun::Leader) => ("领导", "leaders"),
        (Lang::Zh, Noun::Place) => ("走访点", "places"),
        (Lang::En, Noun::Location) => ("location", "locations"),
        (Lang::En, Noun::Leader) => ("leader", "leaders"),
        (Lang::En, Noun::Place) => ("place", "places"),
    }
}

fn chinese(wrong: &Wrong) -> (String, String) {
    match wrong {
        Wrong::NotJson(error) => (format!("不是 JSON：{error}"), "改正文件，或重新导出".to_owned()),
        Wrong::Format(found) => (format!("格式是“{found}”"), format!("只读 {FORMAT}")),
        Wrong::Missing => ("缺这一项".to_owned(), "补上".to_owned()),
        Wrong::NotA(want, found) => (format!("写的是 {found}"), format!("要写{}", kind(Lang::Zh, *want))),
        Wrong::Outside { low, high, found } => {
            (format!("{found} 超出范围"), format!("写 {low} 到 {high} 之间的数"))
        }
        Wrong::Reversed { from, to } => {
            (format!("从 {from} 到 {to}：结束不晚于开始"), "把结束写得比开始晚".to_owned())
        }
        Wrong::Unknown(what, name) => {
            let (what, list) = noun(Lang::Zh, *what);
            (format!("没有叫“{name}”的{what}"), format!("在 {list} 里加上它，或改正名称"))
        }
        Wrong::Twice(name) => (format!("“{name}”写了两次"), "只留一个".to_owned()),
        Wrong::TooMany { max, found } => (format!("有{found}个，最多{max}个"), "分成几个实例".to_owned()),
        Wrong::Empty => ("是空的".to_owned(), "至少写一个".to_owned()),
        Wrong::RowLength { want, found } => {
            (format!("有{found}项，地点有{want}个"), "每个地点一行，每行每个地点一项".to_owned())
        }
        Wrong::AwayFromItself(found) => {
            (format!("一个地点到它自己要 {found} 分钟"), "对角线上写 0".to_owned())
        }
        Wrong::NotOneOf(words, found) => (format!("写的是“{found}”"), format!("写其中之一：{words}")),
    }
}

fn english(wrong: &Wrong) -> (String, String) {
    match wrong {
        Wrong::NotJson(error) => {
            (format!("it is not JSON: {error}"), "correct the file, or export it again".to_owned())
        }
        Wrong::Format(found) => (format!("the format is “{found}”"), format!("only {FORMAT} is read")),
        Wrong::Missing => ("it is missing".to_owned(), "add it".to_owned()),
        Wrong::NotA(want, found) => {
            (format!("there stands {found}"), format!("write {}", kind(Lang::En, *want)))
        }
        Wrong::Outside { low, high, found } => {
            (format!("{found} is outside its limits"), format!("write a number from {low} to {high}"))
        }
        Wrong::Reversed { from, to } => (
            format!("from {from} to {to}: it does not end after it begins"),
            "make the end later than the beginning".to_owned(),
        ),
        Wrong::Unknown(what, name) => {
            let (what, list) = noun(Lang::En, *what);
            (format!("there is no {what} “{name}”"), format!("add it to {list}, or correct the name"))
        }
        Wrong::Twice(name) => (format!("“{name}” stands there twice"), "leave one of them".to_owned()),
        Wrong::TooMany { max, found } => (
            format!("there are {found}, at most {max} can be planned"),
            "make several instances of it".to_owned(),
        ),
        Wrong::Empty => ("it is empty".to_owned(), "write one at least".to_owned()),
        Wrong::RowLength { want, found } => (
            format!("it has {found}, there are {want} locations", found = counted(&found, "entry")),
            "write a row for each location, with an entry for each location".to_owned(),
        ),
        Wrong::AwayFromItself(found) => {
            (format!("a location is {found} minutes away from itself"), "write 0 on the diagonal".to_owned())
        }
        Wrong::NotOneOf(words, found) => {
            (format!("there stands “{found}”"), format!("write one of these: {words}"))
        }
    }
}
