//! `muster channel bounce`: a mail that came to the bounce address, as a mail server pipes it, told to the engine where it is a
//! notice of one of our letters. Whatever the mail is not to blame for ends so that its server keeps it and comes again.

use std::io::Read;

use clap::Args;
use muster_protocol::catalogue::Language;
use muster_protocol::say;
use muster_workers::channel::{BOUNCE_BYTES_MAX, Bounce, NoBounce, Receipts, read_bounce};

use super::Place;
use crate::client::connection::send_receipt;
use crate::client::remote::{self, Remote, Secret};
use crate::exit::{Exit, Failure};
use crate::output::Output;

/// The arguments of `muster channel bounce`.
#[derive(Debug, Args)]
pub(crate) struct Bounced {
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    remote: Remote,
}

impl Bounced {
    pub(super) async fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let lang = out.lang;
        let (elsewhere, secret) = self.engine(lang).map_err(later)?;
        let mail = mail().map_err(|error| {
            Failure::new(Exit::Later, lang.say("the-mail-cannot-be-read-to-its-end")).because(error)
        })?;
        let told = match read_bounce(&mail, secret.show()) {
            Ok(told) => told,
            Err(why) => return self.nothing(out, why),
        };
        let engine = (self.place.dir.as_path(), elsewhere.as_ref());
        send_receipt(lang, engine, (self.name.as_str(), &secret), &told).await?;
        let Bounce { campaign, message, action, said, .. } = &told;
        let name = &self.name;
        let line = if *action == "delivered" {
            say!(lang, "name-the-letter-message-arrived", name, message, campaign)
        } else {
            say!(lang, "name-the-letter-message-did-not-arrive", name, message, campaign, said)
        };
        out.data(line)?;
        Ok(Exit::Fine)
    }

    /// Where the engine is, and what it is shown.
    fn engine(&self, lang: Language) -> Result<(Option<remote::Place>, Secret), Failure> {
        if let Some(place) = self.remote.place(lang)? {
            let secret = place.token.clone();
            return Ok((Some(place), secret));
        }
        let name = &self.name;
        let config = self.place.config.read(lang, &self.place.dir)?;
        let receipts = Receipts::new(&config.channels).map_err(|(wrong, why)| {
            let what = say!(lang, "the-channel-is-not-configured-well", name = wrong);
            Failure::new(Exit::Refused, what).because(why)
        })?;
        let Some(secret) = receipts.secret(name) else {
            let what = say!(lang, "no-receipts-are-configured-of-name", name);
            return Err(Failure::new(Exit::Refused, what).next("muster config show"));
        };
        let secret = secret.map_err(|why| {
            let what = say!(lang, "the-secret-of-receipts-of-name-cannot-be-read", name);
            Failure::new(Exit::Refused, what).because(why)
        })?;
        Ok((None, Secret::new(secret)))
    }

    /// Says why nothing is told. Mails that are none of ours come to every address: their server is to think no more of them.
    fn nothing(&self, out: &Output, why: NoBounce) -> anyhow::Result<Exit> {
        let (lang, name) = (out.lang, &self.name);
        let (exit, line) = match why {
            NoBounce::NoNotice => (Exit::Fine, say!(lang, "name-the-mail-is-no-notice", name)),
            NoBounce::NotYet => (Exit::Fine, say!(lang, "name-the-notice-tells-of-no-end", name)),
            NoBounce::NotOurs => (Exit::Fine, say!(lang, "name-the-notice-is-of-another-mail", name)),
            NoBounce::Forged => (Exit::Refused, say!(lang, "name-the-notice-shows-no-proof", name)),
            NoBounce::Broken => (Exit::Fault, say!(lang, "name-the-notice-cannot-be-read", name)),
            NoBounce::TooLarge => {
                let most = BOUNCE_BYTES_MAX / 1024;
                (Exit::Fault, say!(lang, "name-the-mail-is-larger-than-any-notice", name, most))
            }
        };
        if exit == Exit::Fine {
            out.data(line)?;
            return Ok(exit);
        }
        Err(Failure::new(exit, line).into())
    }
}

/// The mail, as far as one is read; one byte more shows that it is larger.
fn mail() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(BOUNCE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What ops have to fix is no fault of the mail.
fn later(failure: Failure) -> Failure {
    Failure { exit: Exit::Later, ..failure }
}
