//! An engine on another machine: where it answers, and the token of the post that asks. For people who do not have the
//! data directory.

use muster_protocol::{say, text};
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use clap::Args;
use reqwest::Url;

use crate::exit::{Exit, Failure};
use muster_protocol::catalogue::{Language, LocalizedText};

/// Longest token file in bytes: a token has 71.
const TOKEN_BYTES_MAX: u64 = 1_024;
/// The name of a token file that means: read it from what is typed or piped in.
const STDIN: &str = "-";

/// Where an engine answers that runs elsewhere.
#[derive(Debug, Clone, Args)]
pub struct Remote {
    #[arg(long, env = "MUSTER_AT", value_name = "URL")]
    at: Option<String>,
    #[arg(long, env = "MUSTER_TOKEN_FILE", value_name = "FILE")]
    token_file: Option<PathBuf>,
    #[arg(long)]
    insecure: bool,
    /// Standard input can be read once, and an engine that went away is looked for again.
    #[arg(skip)]
    read: OnceLock<Secret>,
}

/// A token. It never shows itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The token of this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Itself, for whom it is meant.
    #[must_use]
    pub fn show(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// An engine elsewhere, with what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its address.
    pub url: Url,
    /// The token.
    pub token: Secret,
}

impl Remote {
    /// Whether an engine elsewhere is meant.
    #[must_use]
    pub fn is_meant(&self) -> bool {
        self.at.is_some()
    }

    /// The address as it was written; none where the engine is that of a directory.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.at.as_deref()
    }

    /// The engine that is meant; none where it is that of a directory.
    ///
    /// # Errors
    /// [`Failure`]: an address that cannot be used, or would give the token away; a token that cannot be read.
    pub fn place(&self, lang: Language) -> Result<Option<Place>, Failure> {
        let Some(at) = &self.at else { return Ok(None) };
        let url = self.url(lang, at)?;
        Ok(Some(Place { url, token: self.token(lang)? }))
    }

    fn url(&self, lang: Language, at: &str) -> Result<Url, Failure> {
        let shown = at.escape_debug();
        let bad = |why: LocalizedText| {
            let what = say!(lang, "the-address-shown-cannot-be-used", shown, why: why);
            let example = "--at https://muster.example.org";
            Failure::new(Exit::Usage, what).next(example)
        };
        let url = Url::parse(at).map_err(|error| bad(text!("it-is-no-address", error)))?;
        if !["http", "https"].contains(&url.scheme()) {
            return Err(bad(text!("it-must-begin-with-https")));
        }
        if !url.username().is_empty() || url.password().is_some() {
            // Not repeated: it may hold a secret.
            let what = lang.say("the-address-must-hold-no-password");
            return Err(Failure::new(Exit::Usage, what).next("--token-file FILE"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(bad(text!("it-must-hold-no-query-or-fragment")));
        }
        if url.scheme() == "http" && !self.insecure && !is_this_machine(&url) {
            let what = say!(lang, "address-is-not-encrypted", url);
            let next = lang.say("take-https-or-say-insecure");
            return Err(Failure::new(Exit::NotAllowed, what).next(next));
        }
        Ok(url)
    }

    fn token(&self, lang: Language) -> Result<Secret, Failure> {
        if let Some(read) = self.read.get() {
            return Ok(read.clone());
        }
        let Some(file) = &self.token_file else {
            let what = lang.say("no-token-was-named");
            let next = lang.say("name-a-token-file-ops-issue-one");
            return Err(Failure::new(Exit::Usage, what).next(next));
        };
        let text = text_of(file).map_err(|error| unreadable(lang, file).because(error))?;
        let token = text.trim();
        // What does not fit into a header is no token; it is not repeated.
        if token.is_empty() || !token.chars().all(|c| c.is_ascii_graphic()) {
            let why = lang.say("it-does-not-hold-one-token");
            return Err(unreadable(lang, file).because(why));
        }
        Ok(self.read.get_or_init(|| Secret::new(token)).clone())
    }
}

fn text_of(file: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    if file.as_os_str() == STDIN {
        std::io::stdin().lock().take(TOKEN_BYTES_MAX).read_to_string(&mut text)?;
    } else {
        std::fs::File::open(file)?.take(TOKEN_BYTES_MAX).read_to_string(&mut text)?;
    }
    Ok(text)
}

fn unreadable(lang: Language, file: &Path) -> Failure {
    let what = say!(lang, "the-token-file-cannot-be-read", file = file.display());
    Failure::new(Exit::Fault, what).next("--token-file FILE")
}

/// Whether an address never leaves the machine.
fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str, insecure: bool) -> Result<Option<Place>, Failure> {
        let read = OnceLock::from(Secret::new("muster_t"));
        Remote { at: Some(url.to_owned()), token_file: None, insecure, read }.place(Language::En)
    }

    #[test]
    fn a_token_goes_to_other_machines_by_https_alone() {
        for url in
            ["https://muster.example.org/m/", "http://127.0.0.1:9464", "http://[::1]:1", "http://localhost:1"]
        {
            assert!(at(url, false).unwrap().is_some(), "{url}");
        }
        for url in ["http://muster.example.org", "http://192.168.1.2:9464", "http://127.0.0.1.example.org"] {
            assert_eq!(at(url, false).unwrap_err().exit, Exit::NotAllowed, "{url}");
            assert!(at(url, true).is_ok(), "{url}");
        }
        for url in ["ftp://h", "muster.example.org", "http://u:geheim@localhost", "https://h/?t=geheim"] {
            let no = at(url, true).unwrap_err();
            assert_eq!(no.exit, Exit::Usage, "{url}");
        }
        assert!(!at("http://u:geheim@localhost", true).unwrap_err().what.contains("geheim"));
    }

    #[test]
    fn a_token_comes_from_a_file_and_shows_itself_nowhere() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let remote = |text: &str| {
            std::fs::write(file.path(), text).unwrap();
            let token_file = Some(file.path().to_owned());
            Remote { at: Some("https://h".to_owned()), token_file, insecure: false, read: OnceLock::new() }
        };
        let good = remote("muster_1f\r\n");
        let place = good.place(Language::En).unwrap().unwrap();
        assert_eq!(place.token.show(), "muster_1f");
        assert!(!format!("{place:?} {good:?}").contains("1f"));
        for bad in ["", "two words", "a\nb"] {
            let no = remote(bad).place(Language::Zh).unwrap_err();
            assert_eq!(no.exit, Exit::Fault, "{bad:?}");
        }
        assert!(Remote { at: None, ..remote("") }.place(Language::En).unwrap().is_none());
        let none = Remote { token_file: None, ..remote("") };
        assert_eq!(none.place(Language::En).unwrap_err().exit, Exit::Usage);
    }
}
