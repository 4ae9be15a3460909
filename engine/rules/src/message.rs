//! The texts of messages: one routine message per person and day, red cards apart, and news at once.
//!
//! Wording is the committee's: minijinja templates over the names below. Rendering must never compute whether something
//! is still due; the engine's answer at sending says that. A template sees [`VARIABLES`] and nothing
//! else.

mod asked;
mod defaults;
mod sheet;
mod wording;

pub use asked::asked;
pub use defaults::usual;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use muster_protocol::command::MessageName;
use muster_protocol::definition::{Definition, Language, Templates};
use muster_protocol::item::MessageKind;
use muster_protocol::question::{MessageLine, PageLink};
use muster_protocol::time::Date;

use sheet::{Entry, MessageText, language_of};

/// What a template sees: the name, and what it is, in Chinese and English. What has a Chinese name is worded in Chinese;
/// what has an English one is plain data, for letters in another language.
pub const VARIABLES: [(&str, &str, &str); 23] = [
    ("活动", "活动名称", "name of the campaign"),
    ("岗位", "收件的岗位", "post of the recipient"),
    ("日期", "今天，如 4月25日（周五）", "today, such as 4月25日（周五）"),
    ("today", "今天，如 2014-04-25", "today, such as 2014-04-25"),
    ("总数", "共几项", "number of entries"),
    ("另有", "放不下的有几项，都放得下是 0", "entries that did not fit, 0 when all did"),
    (
        "签收",
        "签收用的消息名，如 2014-04-25/005-clerk/routine",
        "name of the message, for signing: 2014-04-25/005-clerk/routine",
    ),
    (
        "链接",
        "收件人网页的地址，在那里办理和签收；没有网页时是空的",
        "address of the recipient's page, where it is answered and signed; empty where there are no pages",
    ),
    (
        "分组",
        "各组，依次为 已退回、新交办、已逾期、督办（黄）、督办（红）、今日到期、即将到期、阶段通知、走访、办件、异议",
        "list of groups in this order: 已退回 (returned), 新交办 (a task that was given), 已逾期 (late), 督办（黄） (yellow \
         card), 督办（红） (red card), 今日到期 (due today), 即将到期 (due soon), 阶段通知 (phase), 走访 (visit), 办件 (case), 异议 (objection)",
    ),
    ("分组[].名称", "组名", "name of the group"),
    (
        "分组[].kind",
        "组的代号：returned、task、late、yellow、red、today、soon、phase、visit、case、objection",
        "the group as a word: returned, task, late, yellow, red, today, soon, phase, visit, case, objection",
    ),
    ("分组[].事项", "组里的事项，逾期最久的在前", "its entries, most late first"),
    (
        "事项[].名称",
        "任务和期次、阶段或走访项目的名称",
        "name of the duty with its period, of the phase, or of the visit programme",
    ),
    (
        "事项[].单位",
        "单位简称；收件人只是这一个单位的联络员时是空的",
        "short name of the unit; empty when the recipient is the clerk of this one unit",
    ),
    (
        "事项[].到期",
        "到期日或走访日，如 4月25日（周五）",
        "due day or day of the visit, such as 4月25日（周五）",
    ),
    ("事项[].due", "到期日，如 2014-04-25", "due day, such as 2014-04-25"),
    ("事项[].days", "还有几天，逾期的是负数", "days left, negative when late"),
    (
        "事项[].相对",
        "还有3天、今天、已逾期2天，按日历上的天数",
        "还有3天 (in 3 days), 今天 (today) or 已逾期2天 (2 days late), in calendar days from today",
    ),
    (
        "事项[].说明",
        "到期和相对连成一句；阶段是起止和任务数",
        "both in one phrase, or the dates and number of duties of a phase",
    ),
    (
        "事项[].要交",
        "要交什么，如 活动记录、照片≥2；可能是空的",
        "what to hand in, such as 活动记录、照片≥2; may be empty",
    ),
    (
        "事项[].要点",
        "退回时不合格的要点；可能是空的",
        "points that were not met, where it was returned; may be empty",
    ),
    ("事项[].理由", "退回的理由；可能是空的", "why it was returned; may be empty"),
    (
        "事项[].编号",
        "办理用的编号，如 unit-plan/005；阶段没有",
        "the item to act on, such as unit-plan/005; empty for a phase",
    ),
];

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
    language: Language,
    /// The usual wording, for those who are written to in another language.
    other: Environment<'static>,
    ours: bool,
}

impl Renderer {
    /// Reads the templates of a definition.
    ///
    /// # Errors
    /// [`TemplateError`] when one of them is not a template.
    pub fn new(templates: &Templates) -> Result<Self, TemplateError> {
        let ours = *templates == usual(templates.language);
        let other = match templates.language {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        };
        let (environment, other) = (environment(templates)?, environment(&usual(other))?);
        Ok(Self { environment, language: templates.language, other, ours })
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
        let head = MessageText::new(def, key, entries.len(), today).linked(link);
        let own = language_of(def, &key.contact) == self.language;
        let environment = if own { &self.environment } else { &self.other };
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
    for kind in [MessageKind::Routine, MessageKind::Red, MessageKind::News(1)] {
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
    // Nor may the way to answer be left out, which a template may place where it likes.
    if let Some(line) = sheet.link_line()
        && !text.contains(sheet.link())
    {
        text.push_str(&line);
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
