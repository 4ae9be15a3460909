//! What stands around every page: the frame, the language, and the headers that keep it to itself.

use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::command::Refusal;
use muster_protocol::time::Date;
use muster_protocol::{id, say};
use muster_rules::month;
use muster_wire::link::LinkError;

/// What a page may load and where it may send: its own style, and its own forms.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The language of a page: the one that was chosen, else the first of the browser's that is here, else Chinese.
pub(super) fn language(chosen: Option<&str>, headers: &HeaderMap) -> Language {
    let browser =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut wished = chosen.into_iter().chain(browser.split(','));
    let known = |word: &str| {
        let code = word.trim().get(..2)?;
        Language::ALL.into_iter().find(|language| language.code() == code)
    };
    wished.find_map(known).unwrap_or_default()
}

/// A refusal in a language.
pub(super) fn refused(lang: Language, refusal: &Refusal) -> String {
    plain(refusal.detail.say(lang))
}

/// A day: `4月25日` or `25 Apr`, with the year where it is not this year's.
pub(super) fn day(lang: Language, date: Date, today: Date) -> String {
    let (year, month, day) = date.parts();
    let month = month::short(month);
    if year == today.parts().0 {
        say!(lang, "day-of-this-year", month: month, day)
    } else {
        say!(lang, "day-of-another-year", year, month: month, day)
    }
}

/// How far a day is: `还有3天`, `in 3 days`.
pub(super) fn distance(lang: Language, date: Date, today: Date) -> String {
    let ahead = date.0.saturating_sub(today.0);
    let days = ahead.unsigned_abs();
    match ahead {
        0 => lang.say("today").to_owned(),
        1.. => say!(lang, "in-so-many-days", #days = days),
        _ => say!(lang, "so-many-days-ago", #days = days),
    }
}

/// A text without what only the command line understands: `（--covers）`, `: say it with --covers`.
fn plain(text: &str) -> String {
    let mut plain = text.to_owned();
    let hints = Language::ALL.into_iter().flat_map(|lang| lang.say("hints-for-the-command-line").lines());
    for hint in hints {
        let Some((begin, end)) = hint.split_once('…') else {
            plain = plain.replace(hint, "");
            continue;
        };
        while let Some(from) = plain.find(begin) {
            let rest = from + begin.len();
            let Some(to) = plain[rest..].find(end) else { break };
            plain.replace_range(from..rest + to + end.len(), "");
        }
    }
    // A word of the command line that has a box on the page is said by the box's label.
    for lang in Language::ALL {
        let label = lang.say("it-is-right-although-above-the-ceiling");
        let on_the_page = say!(lang, "meant-above-the-ceiling-on-a-page", label);
        plain = plain.replace(lang.say("meant-above-the-ceiling-on-the-command-line"), &on_the_page);
    }
    plain
}

/// The head of a document.
pub(super) struct Frame<'a> {
    pub(super) lang: Language,
    pub(super) title: &'a str,
    pub(super) style: String,
}

impl Frame<'_> {
    pub(super) fn respond(&self, status: StatusCode, head: &Markup, body: &Markup) -> Response {
        let lang = self.lang;
        let page = html! {
            (DOCTYPE)
            html lang=(lang.say("language-of-a-page")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex, nofollow";
                    title { (self.title) }
                    link rel="stylesheet" href=(self.style);
                }
                body {
                    a .skip href="#main" { (lang.say("link-skip-to-the-content")) }
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
pub(super) fn problem(lang: Language, status: StatusCode, title: TextId, text: TextId) -> Response {
    let title = title.say(lang);
    // The style lies beside every link.
    let frame = Frame { lang, title, style: "/p/style.css".to_owned() };
    frame.respond(status, &html! {}, &html! { p { (text.say(lang)) } })
}

/// A page for what the engine could not do.
pub(super) fn failed(lang: Language, error: &LinkError) -> Response {
    tracing::debug!(%error, "a page could not be made");
    problem(
        lang,
        StatusCode::SERVICE_UNAVAILABLE,
        id!("title-not-possible-just-now"),
        id!("the-engine-is-busy-or-starting-nothing-was"),
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
    use muster_protocol::catalogue::LocalizedText;
    use muster_protocol::text;

    use super::*;

    fn browser(languages: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, languages.parse().unwrap());
        headers
    }

    #[test]
    fn a_page_speaks_as_its_reader_chose_or_as_the_browser_does() {
        assert_eq!(language(Some("en"), &browser("zh-CN,zh;q=0.9")), Language::En);
        assert_eq!(language(None, &browser("zh-CN,zh;q=0.9")), Language::Zh);
        assert_eq!(language(None, &browser("de-DE,en;q=0.5")), Language::En);
        assert_eq!(language(Some("<script>"), &HeaderMap::new()), Language::Zh);
    }

    #[test]
    fn hints_for_the_command_line_do_not_stand_on_a_page() {
        assert_eq!(plain("还没有写明“甲”（--covers）"), "还没有写明“甲”");
        assert_eq!(plain("“x” is not covered: say it with --covers"), "“x” is not covered");
        assert_eq!(plain("已经办结（muster return a/1 --reason 原因），再报"), "已经办结，再报");
        assert_eq!(plain("return it first (muster return a/1 --reason WHY), then"), "return it first, then");
        for lang in Language::ALL {
            let outlets = text!("it-is-not-said-where-it-was-published", outlets = "x");
            let said = plain(outlets.say(lang));
            assert!(!said.contains("--"), "{said}");
        }
    }

    #[test]
    fn a_number_above_its_ceiling_is_meant_by_a_box_of_the_page() {
        let from: Option<LocalizedText> = None;
        let (name, value, most) = ("发展数", 5, 3);
        let refused = text!("name-value-reported-above-the-ceiling-of-most", name, value, most, from: from);
        for lang in Language::ALL {
            let said = plain(refused.say(lang));
            assert!(said.contains(lang.say("it-is-right-although-above-the-ceiling")), "{said}");
            assert!(!said.contains("--"), "{said}");
        }
    }
}
