//! Mail. The name of a letter is its Message-ID, so that a mailbox that gets it twice can tell; the text goes plain and as
//! HTML, the visits of which it tells as a calendar; what cannot be delivered comes back to the bounce address.

use std::time::Duration;

use lettre::address::Envelope;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransport, AsyncSmtpTransportBuilder, Error as SmtpError};
use lettre::{Address, AsyncTransport, Message, Tokio1Executor};
use muster_protocol::question::FailureCause;
use muster_rules::worker::OutgoingMessage;
use muster_wire::link::Boxed;
use tokio::sync::Mutex;

use super::bounce::{PROOF, proof};
use super::parcel::{NotTaken, Parcel, Sender};
use super::settings::{Secret, Security, SmtpSettings};

/// What the calendar of a mail is: told, not asked; who gets it answers on the page.
const CALENDAR: &str = "text/calendar; charset=utf-8; method=PUBLISH";

/// How a certificate begins in a file of them.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----";

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Mail by one server.
pub(super) struct Smtp {
    settings: SmtpSettings,
    timeout: Duration,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    bounce: Address,
    /// The secret of the channel's receipts, where notices of letters that come back are read.
    receipts: Option<Secret>,
    /// The open connections; none before the first letter and after the server refused the login.
    transport: Mutex<Option<Transport>>,
}

/// Says to other programs that no person wrote it, so that none answers by itself (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Says that a letter is ours, should its head come back (see [`super::bounce`]).
#[derive(Clone)]
struct Proof(String);

impl Header for Proof {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str(PROOF)
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// A field about opting out that mail programs show as a button.
#[derive(Clone)]
struct OptOut<const ONE_CLICK: bool>(String);

/// The same field by its name: where to go (RFC 2369), or that posting there is enough (RFC 8058).
impl<const ONE_CLICK: bool> Header for OptOut<ONE_CLICK> {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str(if ONE_CLICK { "List-Unsubscribe-Post" } else { "List-Unsubscribe" })
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

impl Smtp {
    pub(super) fn new(settings: SmtpSettings, timeout: Duration) -> Result<Self, String> {
        let mailbox = |key: &str, text: &str| {
            text.parse::<Mailbox>().map_err(|error| format!("{key}: “{text}” is not a mail address: {error}"))
        };
        let from = mailbox("from", &settings.from)?;
        let reply_to = settings.reply_to.as_deref().map(|text| mailbox("reply-to", text)).transpose()?;
        let bounce = settings.bounce.as_deref().map(|text| mailbox("bounce", text)).transpose()?;
        if settings.user.is_some() != settings.password.is_some() {
            return Err("user and password belong together".to_owned());
        }
        if settings.user.is_some() && settings.security == Security::None && !is_here(&settings.server) {
            return Err("a password goes to another machine only over a secured connection: \
                        write security: starttls or tls"
                .to_owned());
        }
        if settings.ca.is_some() && settings.security == Security::None {
            return Err("ca is for a secured connection: write security: starttls or tls".to_owned());
        }
        let bounce = bounce.unwrap_or_else(|| from.clone()).email;
        Ok(Self { settings, timeout, from, reply_to, bounce, receipts: None, transport: Mutex::new(None) })
    }

    /// The same with letters that show whose they are, where there is a secret for that.
    pub(super) fn proving(self, receipts: Option<Secret>) -> Self {
        Self { receipts, ..self }
    }

    fn connect(&self) -> Result<Transport, NotTaken> {
        let SmtpSettings { server, port, security, .. } = &self.settings;
        let plain: AsyncSmtpTransportBuilder = Transport::builder_dangerous(server);
        let mut builder = match security {
            Security::Starttls => plain.tls(Tls::Required(self.tls()?)),
            Security::Tls => plain.tls(Tls::Wrapper(self.tls()?)),
            Security::None => plain,
        };
        builder = builder.port(port.unwrap_or_else(|| security.port()));
        if let (Some(user), Some(password)) = (&self.settings.user, &self.settings.password) {
            let password = password.read().map_err(NotTaken::settings)?;
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(builder.timeout(Some(self.timeout)).build())
    }

    /// Whom the server must be, and by whose word. The file is read at each new connection, so that a changed one needs no restart.
    fn tls(&self) -> Result<TlsParameters, NotTaken> {
        let trouble = |error: SmtpError| NotTaken::settings(error.to_string());
        let mut builder = TlsParameters::builder(self.settings.server.clone());
        if let Some(path) = &self.settings.ca {
            let named =
                |why: &dyn std::fmt::Display| NotTaken::settings(format!("{}: {why}", path.display()));
            let pem = std::fs::read_to_string(path).map_err(|error| named(&error))?;
            if !pem.contains(CERTIFICATE) {
                return Err(named(&"there is no certificate in it"));
            }
            let ca = Certificate::from_pem(pem.as_bytes()).map_err(|error| named(&error))?;
            builder = builder.certificate_store(CertificateStore::None).add_root_certificate(ca);
        }
        builder.build().map_err(trouble)
    }

    async fn transport(&self) -> Result<Transport, NotTaken> {
        let mut held = self.transport.lock().await;
        match &*held {
            Some(transport) => Ok(transport.clone()),
            None => Ok(held.insert(self.connect()?).clone()),
        }
    }

    fn message(&self, parcel: &Parcel<'_>) -> Result<(Envelope, Vec<u8>), NotTaken> {
        let (to, mut message) = compose(&self.from, self.reply_to.as_ref(), parcel)?;
        if let Some(secret) = &self.receipts {
            let secret = secret.read().map_err(NotTaken::settings)?;
            message.headers_mut().set(Proof(proof(&secret, &parcel.name())));
        }
        let envelope = Envelope::new(Some(self.bounce.clone()), vec![to]);
        Ok((envelope.map_err(|error| NotTaken::Never(error.to_string()))?, message.formatted()))
    }
}

/// A letter as a mail, with its receiver.
pub(super) fn compose(
    from: &Mailbox,
    reply_to: Option<&Mailbox>,
    parcel: &Parcel<'_>,
) -> Result<(Address, Message), NotTaken> {
    let to: Address = parcel.account.parse().map_err(|_| NotTaken::Never("no mail address".to_owned()))?;
    let OutgoingMessage { subject, text, calendar, .. } = parcel.letter;
    let id = format!("<{}@{}>", parcel.name(), from.email.domain());
    let mut message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(one_line(subject))
        .message_id(Some(id))
        .header(AutoSubmitted);
    if let Some(reply_to) = reply_to {
        message = message.reply_to(reply_to.clone());
    }
    if let Some(link) = parcel.letter.link.as_ref().filter(|_| parcel.letter.optional) {
        let address = link.opt_out();
        message = message.header(OptOut::<false>(format!("<{address}>")));
        // Mail programs post over TLS alone.
        if address.starts_with("https://") {
            message = message.header(OptOut::<true>("List-Unsubscribe=One-Click".to_owned()));
        }
    }
    let mut parts = MultiPart::alternative_plain_html(text.clone(), html(subject, text));
    if let Some(calendar) = calendar {
        let kind = ContentType::parse(CALENDAR).map_err(|error| NotTaken::Never(error.to_string()))?;
        parts = parts.singlepart(SinglePart::builder().header(kind).body(calendar.clone()));
    }
    let message = message.multipart(parts).map_err(|error| NotTaken::Never(error.to_string()))?;
    Ok((to, message))
}

/// Whether a server is on this machine.
fn is_here(server: &str) -> bool {
    server == "localhost" || server.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A header is one line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The text as a page: the same lines, links that can be touched.
fn html(subject: &str, text: &str) -> String {
    let mut body = String::new();
    for line in text.lines() {
        let words: Vec<String> = line.split(' ').map(word).collect();
        body.push_str(&words.join(" "));
        body.push_str("<br>\n");
    }
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title></head>\
         <body style=\"font-family:sans-serif;font-size:16px;line-height:1.6\">{body}</body></html>",
        escaped(subject)
    )
}

fn word(word: &str) -> String {
    let text = escaped(word);
    if word.starts_with("https://") || word.starts_with("http://") {
        return format!("<a href=\"{text}\">{text}</a>");
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Replies about the login or the connection, not about the letter (RFC 4954, RFC 3207).
const LOGIN_CODES: [u16; 5] = [454, 530, 534, 535, 538];

fn not_taken(error: &SmtpError) -> NotTaken {
    let login = error.status().is_some_and(|code| LOGIN_CODES.contains(&u16::from(code)));
    if error.is_permanent() && !login {
        return NotTaken::Never(error.to_string());
    }
    let kept = match error.status() {
        Some(_) if login => FailureCause::Settings,
        Some(_) => FailureCause::NotNow,
        None if error.is_timeout() => FailureCause::Timeout,
        None => FailureCause::Unreachable,
    };
    NotTaken::Later(kept, error.to_string())
}

impl Sender for Smtp {
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>> {
        Box::pin(async move {
            let (envelope, bytes) = self.message(&parcel)?;
            let transport = self.transport().await?;
            match transport.send_raw(&envelope, &bytes).await {
                Ok(_) => Ok(()),
                Err(error) => {
                    let not = not_taken(&error);
                    if matches!(not, NotTaken::Later(..)) {
                        // The next try connects by itself and reads the password again.
                        *self.transport.lock().await = None;
                    }
                    Err(not)
                }
            }
        })
    }
}

#[cfg(test)]
mod tests;
