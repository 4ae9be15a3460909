//! The texts of messages: one routine message per person and day, red cards apart, and news at once.
//!
//! Wording is the committee's: minijinja templates over the names below. Rendering must never compute whether something
//! is still due; the engine's answer at sending says that. A template sees [`VARIABLES`] and nothing
//! else.

mod asked;
mod defaults;
mod known;
mod others;
mod sheet;
mod visits;
mod wording;

pub use asked::asked;
pub use defaults::usual;
pub use visits::calendar;
pub use wording::{happening, of_period};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use muster_protocol::catalogue::{Language, TextId};
use muster_protocol::command::MessageName;
use muster_protocol::definition::{Definition, Templates};
use muster_protocol::id;
use muster_protocol::item::MessageKind;
use muster_protocol::question::{MessageLine, PageLink};
use muster_protocol::time::Date;

use sheet::{Entry, MessageText, language_of};

/// What a template sees: the name, and what it is. What has a Chinese name is worded in Chinese;
/// what has an English one is plain data, for letters in another language.
pub const VARIABLES: [(&str, TextId); 23] = [
    ("活动", id!("letter-variable-campaign")),
    ("岗位", id!("letter-variable-post")),
    ("日期", id!("letter-variable-date")),
    ("today", id!("letter-variable-today")),
    ("总数", id!("letter-variable-total")),
    ("另有", id!("letter-variable-omitted")),
    ("签收", id!("letter-variable-sign")),
    ("链接", id!("letter-variable-link")),
    ("分组", id!("letter-variable-groups")),
    ("分组[].名称", id!("letter-variable-group-name")),
    ("分组[].kind", id!("letter-variable-group-kind")),
    ("分组[].事项", id!("letter-variable-group-entries")),
    ("事项[].名称", id!("letter-variable-entry-name")),
    ("事项[].单位", id!("letter-variable-entry-unit")),
    ("事项[].到期", id!("letter-variable-entry-due")),
    ("事项[].due", id!("letter-variable-entry-due-plain")),
    ("事项[].days", id!("letter-variable-entry-days")),
    ("事项[].相对", id!("letter-variable-entry-distance")),
    ("事项[].说明", id!("letter-variable-entry-note")),
    ("事项[].要交", id!("letter-variable-entry-needs")),
    ("事项[].要点", id!("letter-variable-entry-points")),
    ("事项[].理由", id!("letter-variable-entry-reason")),
    ("事项[].编号", id!("letter-variable-entry-item")),
];

/// For each template, by its name, the words of the groups that its letters may have: what `分组[].kind` says.
#[must_use]
pub fn groups_by_letter() -> [(&'static str, Vec<&'static str>); 3] {
    TRIED.map(|kind| (template_of(kind), sheet::kinds_of(kind)))
}

/// A kind of message for each template.
const TRIED: [MessageKind; 3] = [MessageKind::Routine, MessageKind::Red, MessageKind::News(1)];

/// Longest text in bytes: what a DingTalk robot takes in one message. Longer ones are cut at an entry.
pub const TEXT_BYTES_MAX: usize = 20_000;

/// Most entries that a template is shown: more than fit into [`TEXT_BYTES_MAX`] under any sensible wording.
pub const ENTRIES_MAX: usize = 600;

/// Work that one rendering may do, in minijinja's units (about an instruction, or 64 bytes). The default templates need
/// about 50 per entry; a template that loops without end stops here.
pub const FUEL: u64 = 500_000;

/// Why a template gives no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template {template}{}: {what}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct TemplateError {
    /// Which template: `routine`, `red` or `news`.
    pub template: &'static str,
    /// Line of the template, from 1, where it is known.
    pub line: Option<u32>,
    /// What is wrong, in English.
    pub what: String,
}

/// Name of the template that words a kind of message.
const fn template_of(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Routine | MessageKind::AtOnce => "routine",
        MessageKind::Red => "red",
        MessageKind::News(_) => "news",
    }
}

/// A definition's templates, read once for many messages.
#[derive(Debug)]
pub struct Renderer {
    /// The file's wording, in its language.
    environment: Environment<'static>,
    /// The usual wording, for those who are written to in another language: one a language.
    usual: Vec<(Language, Environment<'static>)>,
    ours: bool,
}

impl Renderer {
    /// Reads the templates of a definition.
    ///
    /// # Errors
    /// [`TemplateError`] when one of them is not a template.
    pub fn new(templates: &Templates) -> Result<Self, TemplateError> {
        let ours = *templates == usual(templates.language);
        let others = Language::ALL.into_iter().filter(|language| *language != templates.language);
        let usual = others.map(|language| Ok((language, environment(&usual(language))?)));
        Ok(Self {
            environment: environment(templates)?,
            usual: usual.collect::<Result<_, TemplateError>>()?,
            ours,
        })
    }

    /// Whether every message gets a text whatever stands in it: the default wording does, that of a committee was only
    /// tried on made-up messages.
    #[must_use]
    pub fn cannot_fail(&self) -> bool {
        self.ours
    }

    /// Subject and text of one message. `lines` are what the engine found still due, `today` is the local date of its
    /// answer: relative days are computed when sent, not when planned. The link stands where the template puts it, else at
    /// the end.
    ///
    /// # Errors
    /// [`TemplateError`] when the template fails, asks for an unknown name, works too long, gives nothing, or is longer
    /// than [`TEXT_BYTES_MAX`] even without entries.
    pub fn render(
        &self,
        def: &Definition,
        key: &MessageName,
        lines: &[MessageLine],
        (today, link): (Date, Option<&PageLink>),
    ) -> Result<(String, String), TemplateError> {
        let entries = sheet::entries(def, key, lines, today);
        let subject = sheet::subject(def, key, &entries);
        let optional = lines.iter().any(|line| line.optional);
        let head = MessageText::new(def, key, entries.len(), today)
            .linked(link, optional)
            .beside(others::of(def, lines));
        let wished = language_of(def, &key.contact);
        let usual = self.usual.iter().find(|(language, _)| *language == wished);
        let environment = usual.map_or(&self.environment, |(_, environment)| environment);
        Ok((subject, fit(environment, template_of(key.kind), &head, &entries)?))
    }
}

/// Subject and text of one message; see [`Renderer::render`]. For many messages of a definition keep a [`Renderer`].
///
/// # Errors
/// [`TemplateError`] as [`Renderer::render`].
pub fn render(
    def: &Definition,
    key: &MessageName,
    lines: &[MessageLine],
    today: Date,
) -> Result<(String, String), TemplateError> {
    Renderer::new(&def.templates)?.render(def, key, lines, (today, None))
}

/// Tries all templates on made-up messages, short, with every group, and too long, so that the checker finds what a
/// committee would otherwise find on the day.
///
/// # Errors
/// [`TemplateError`] of the first template that fails.
pub fn try_templates(def: &Definition) -> Result<(), TemplateError> {
    let environment = environment(&def.templates)?;
    for kind in TRIED {
        for count in [1, sheet::SAMPLE_GROUPS, ENTRIES_MAX] {
            let (head, entries) = sheet::sample(def, kind, count);
            fit(&environment, template_of(kind), &head, &entries)?;
        }
    }
    Ok(())
}

fn environment(templates: &Templates) -> Result<Environment<'static>, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| fault("routine", &error))?);
    let all = [("routine", &templates.routine), ("red", &templates.red), ("news", &templates.news)];
    for (name, source) in all {
        environment.add_template_owned(name, source.clone()).map_err(|error| fault(name, &error))?;
    }
    Ok(environment)
}

fn fault(template: &'static str, error: &minijinja::Error) -> TemplateError {
    let line = error.line().and_then(|line| u32::try_from(line).ok());
    let what = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    TemplateError { template, line, what }
}

fn too_long(template: &'static str) -> TemplateError {
    let what = format!("the text is longer than {TEXT_BYTES_MAX} bytes even without entries");
    TemplateError { template, line: None, what }
}

/// The text with all entries, or with as many as fit and a line that says how many did not.
fn fit(
    environment: &Environment<'_>,
    template: &'static str,
    head: &MessageText,
    entries: &[Entry],
) -> Result<String, TemplateError> {
    let try_count = |count: usize| -> Result<Option<String>, TemplateError> {
        let text = text(environment, template, &head.with(&entries[..count], entries.len() - count))?;
        Ok((text.len() <= TEXT_BYTES_MAX).then_some(text))
    };
    let most = entries.len().min(ENTRIES_MAX);
    if let Some(text) = try_count(most)? {
        return Ok(text);
    }
    let mut fits = try_count(0)?.ok_or_else(|| too_long(template))?;
    let (mut low, mut high) = (0, most);
    while high - low > 1 {
        let middle = low.midpoint(high);
        match try_count(middle)? {
            Some(text) => (low, fits) = (middle, text),
            None => high = middle,
        }
    }
    Ok(fits)
}

fn text(
    environment: &Environment<'_>,
    template: &'static str,
    sheet: &MessageText,
) -> Result<String, TemplateError> {
    let rendered = environment
        .get_template(template)
        .and_then(|found| found.render(Serde(sheet)))
        .map_err(|error| fault(template, &error))?;
    let mut text = rendered.trim().to_owned();
    if text.is_empty() {
        return Err(TemplateError { template, line: None, what: "the text is empty".to_owned() });
    }
    // A template of the committee's may not know 另有; nothing may be left out silently.
    if let Some(omitted) = sheet.omitted_line()
        && !text.contains(&omitted)
    {
        text.push('\n');
        text.push_str(&omitted);
    }
    for (at, line) in sheet.other_lines().enumerate() {
        text.push_str(if at == 0 { "\n\n" } else { "\n" });
        text.push_str(&line);
    }
    // Nor may the way to answer be left out, which a template may place where it likes.
    if let Some(line) = sheet.link_line()
        && !text.contains(sheet.link())
    {
        text.push_str(&line);
    } else {
        text.extend(sheet.opt_out_line());
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
