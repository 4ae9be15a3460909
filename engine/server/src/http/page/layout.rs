//! What stands around every page: the frame, the language, and the headers that keep it to itself.

use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use muster_protocol::command::Refusal;
use muster_protocol::definition::Language;
use muster_protocol::time::Date;
use muster_wire::link::LinkError;

/// What a page may load and where it may send: its own style, and its own forms.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lang {
    Zh,
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

impl Lang {
    /// The one that was chosen, else the first of the browser's that is here, else Chinese.
    pub(super) fn of(chosen: Option<&str>, headers: &HeaderMap) -> Self {
        let browser =
            headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("zh");
        let mut wished = chosen.into_iter().chain(browser.split(','));
        let known = |word: &str| match word.trim().get(..2) {
            Some("zh") => Some(Self::Zh),
            Some("en") => Some(Self::En),
            _ => None,
        };
        wished.find_map(known).unwrap_or(Self::Zh)
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    pub(super) const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A refusal in this language; what only programs run into has but one.
    pub(super) fn refusal(self, refusal: &Refusal) -> String {
        let text = match self {
            Self::Zh if !refusal.detail_zh.is_empty() => &refusal.detail_zh,
            Self::Zh | Self::En => &refusal.detail,
        };
        plain(text)
    }

    /// A day: `4月25日` or `25 Apr`, with the year where it is not this year's.
    pub(super) fn day(self, date: Date, today: Date) -> String {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, day) = date.parts();
        let other = year != today.parts().0;
        match self {
            Self::Zh if other => format!("{year}年{month}月{day}日"),
            Self::Zh => format!("{month}月{day}日"),
            Self::En => {
                let name =
                    usize::try_from(month).ok().and_then(|at| MONTHS.get(at.checked_sub(1)?)).unwrap_or(&"?");
                if other { format!("{day} {name} {year}") } else { format!("{day} {name}") }
            }
        }
    }

    /// How far a day is: `还有3天`, `in 3 days`.
    pub(super) fn distance(self, date: Date, today: Date) -> String {
        let days = date.0.saturating_sub(today.0);
        let count = days.unsigned_abs();
        let plural = if count == 1 { "day" } else { "days" };
        match (self, days) {
            (Self::Zh, 0) => "今天".to_owned(),
            (Self::En, 0) => "today".to_owned(),
            (Self::Zh, 1..) => format!("还有{count}天"),
            (Self::En, 1..) => format!("in {count} {plural}"),
            (Self::Zh, _) => format!("已过{count}天"),
            (Self::En, _) => format!("{count} {plural} ago"),
        }
    }
}

/// A text without what only the command line understands: `（--covers）`, `: say it with --covers`.
fn plain(text: &str) -> String {
    let mut plain = text.to_owned();
    for (begin, end) in [("（--", "）"), (" with `muster ", "`"), ("用 muster ", " ")] {
        while let Some(from) = plain.find(begin) {
            let rest = from + begin.len();
            let Some(to) = plain[rest..].find(end) else { break };
            plain.replace_range(from..rest + to + end.len(), "");
        }
    }
    for hint in [": say it with --covers", "，用 --number 报数", ", report them with --number"] {
        plain = plain.replace(hint, "");
    }
    plain
}

/// The head of a document.
pub(super) struct Frame<'a> {
    pub(super) lang: Lang,
    pub(super) title: &'a str,
    pub(super) style: String,
}

impl Frame<'_> {
    pub(super) fn respond(&self, status: StatusCode, head: &Markup, body: &Markup) -> Response {
        let lang = self.lang;
        let page = html! {
            (DOCTYPE)
            html lang=(lang.pick("zh-CN", "en")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex, nofollow";
                    title { (self.title) }
                    link rel="stylesheet" href=(self.style);
                }
                body {
                    a .skip href="#main" { (lang.pick("跳到正文", "Skip to the content")) }
                    header { (head) }
                    main id="main" {
                        h1 { (self.title) }
                        (body)
                    }
                }
            }
        };
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page.into_string()).into_response()
    }
}

/// A page for anyone who was not let in.
pub(super) fn problem(lang: Lang, status: StatusCode, title: (&str, &str), text: (&str, &str)) -> Response {
    let title = lang.pick(title.0, title.1);
    // The style lies beside every link.
    let frame = Frame { lang, title, style: "/p/style.css".to_owned() };
    frame.respond(status, &html! {}, &html! { p { (lang.pick(text.0, text.1)) } })
}

/// A page for what the engine could not do.
pub(super) fn failed(lang: Lang, error: &LinkError) -> Response {
    tracing::debug!(%error, "a page could not be made");
    problem(
        lang,
        StatusCode::SERVICE_UNAVAILABLE,
        ("暂时办不了", "Not possible just now"),
        (
            "系统正忙或正在重启，什么都没有改动。请过一分钟再打开这一页。",
            "The engine is busy or starting. Nothing was changed. Open this page again in a minute.",
        ),
    )
}

/// Puts on an answer what keeps a page to itself: nothing of it is stored, framed, followed or sent on.
pub(super) fn keep_to_itself(headers: &mut HeaderMap) {
    let all = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in all {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(languages: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, languages.parse().unwrap());
        headers
    }

    #[test]
    fn a_page_speaks_as_its_reader_chose_or_as_the_browser_does() {
        assert_eq!(Lang::of(Some("en"), &browser("zh-CN,zh;q=0.9")), Lang::En);
        assert_eq!(Lang::of(None, &browser("zh-CN,zh;q=0.9")), Lang::Zh);
        assert_eq!(Lang::of(None, &browser("de-DE,en;q=0.5")), Lang::En);
        assert_eq!(Lang::of(Some("<script>"), &HeaderMap::new()), Lang::Zh);
    }

    #[test]
    fn hints_for_the_command_line_do_not_stand_on_a_page() {
        assert_eq!(plain("还没有写明“甲”（--covers）"), "还没有写明“甲”");
        assert_eq!(plain("“x” is not covered: say it with --covers"), "“x” is not covered");
    }
}
