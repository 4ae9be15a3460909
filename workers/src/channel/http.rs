//! Any service that is called over HTTP: address, headers and body are templates, what counts as taken is an expression.
//! So a gateway of text messages is a paragraph of the configuration.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use muster_wire::link::Boxed;
use reqwest::{Client, Method, Url};

use super::lengths::cut_to_chars;
use super::parcel::{NotTaken, Parcel, Sender};
use super::receipts::number_of;
use super::settings::HttpSettings;
use super::web::{self, Answer};

/// Work that one template may do, in minijinja's units: a call is a line or two.
const FUEL: u64 = 50_000;

/// See the module.
pub(super) struct Call {
    settings: HttpSettings,
    method: Method,
    client: Client,
    templates: Environment<'static>,
}

impl Call {
    pub(super) fn new(settings: HttpSettings) -> Result<Self, String> {
        let method = settings.method.parse().map_err(|_| format!("method: “{}”", settings.method))?;
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_auto_escape_callback(|_| AutoEscape::None);
        templates.set_fuel(Some(FUEL));
        let sources =
            [("url", &settings.url), ("body", &settings.body)].map(|(key, text)| (key.to_owned(), text));
        let headers = settings.headers.iter().map(|(name, text)| (format!("headers.{name}"), text));
        for (key, text) in sources.into_iter().chain(headers) {
            let added = templates.add_template_owned(key.clone(), text.clone());
            added.map_err(|error| format!("{key}: {error}"))?;
        }
        let always = [("success", &settings.success), ("temporary", &settings.temporary)];
        for (key, text) in always.into_iter().chain(settings.number.as_ref().map(|text| ("number", text))) {
            templates.compile_expression(text).map_err(|error| format!("{key}: {error}"))?;
        }
        Ok(Self { settings, method, client: web::client()?, templates })
    }

    fn render(&self, key: &str, names: &Value) -> Result<String, NotTaken> {
        let rendered = self.templates.get_template(key).and_then(|template| template.render(names));
        rendered.map_err(|error| NotTaken::settings(format!("{key}: {error}")))
    }

    async fn send_now(&self, parcel: &Parcel<'_>) -> Result<Option<String>, NotTaken> {
        let mut secret = BTreeMap::new();
        for (name, lies) in &self.settings.secrets {
            secret.insert(name.clone(), lies.read().map_err(NotTaken::settings)?);
        }
        let text = match self.settings.text_chars {
            Some(most) => cut_to_chars(&parcel.letter.text, most.try_into().unwrap_or(usize::MAX)),
            None => parcel.letter.text.clone(),
        };
        let names = context! {
            account => parcel.account,
            subject => parcel.letter.subject.as_str(),
            text => text,
            message => parcel.name(),
            campaign => parcel.campaign.as_str(),
            contact => parcel.letter.key.contact.as_str(),
            secret => secret,
        };
        let url = self.render("url", &names)?;
        let url: Url =
            url.parse().map_err(|_| NotTaken::settings("url: the template gives no address".to_owned()))?;
        let mut request = self.client.request(self.method.clone(), url);
        for name in self.settings.headers.keys() {
            request = request.header(name, self.render(&format!("headers.{name}"), &names)?);
        }
        let answer = web::call(request.body(self.render("body", &names)?)).await?;
        self.judge(&answer)
    }

    fn judge(&self, answer: &Answer) -> Result<Option<String>, NotTaken> {
        let json = answer.json();
        let body = if json.is_null() { Value::from(answer.text.as_str()) } else { Value::from(Serde(&json)) };
        let names = context! { status => answer.status.as_u16(), body => body };
        let value = |key: &str, text: &str| {
            let value =
                self.templates.compile_expression(text).and_then(|expression| expression.eval(&names));
            value.map_err(|error| tracing::debug!(key, %error, "not judged")).ok()
        };
        // A field that is missing makes it not so.
        let holds = |key: &str, text: &str| value(key, text).is_some_and(|value| value.is_true());
        if holds("success", &self.settings.success) {
            let number = self.settings.number.as_ref();
            return Ok(number.and_then(|text| number_of(&value("number", text)?)));
        }
        if let Some(time) = answer.retry_after {
            return Err(NotTaken::Pause(time, answer.words()));
        }
        let temporary = holds("temporary", &self.settings.temporary);
        Err(if temporary { NotTaken::not_now(answer.words()) } else { NotTaken::Never(answer.words()) })
    }
}

impl Sender for Call {
    fn send<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<(), NotTaken>> {
        Box::pin(async move { self.send_now(&parcel).await.map(drop) })
    }

    fn send_numbered<'a>(&'a self, parcel: Parcel<'a>) -> Boxed<'a, Result<Option<String>, NotTaken>> {
        Box::pin(async move { self.send_now(&parcel).await })
    }
}
