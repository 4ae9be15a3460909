//! The texts of messages.
use muster_words::definition::Definition;
use muster_words::item::MessageKey;
use muster_words::question::MessageLine;
use muster_words::time::Date;

/// Default wording of the routine message.
pub const ROUTINE_DEFAULT: &str = "";
/// Default wording of a red card.
pub const RED_DEFAULT: &str = "";

/// A template that cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template {template}: {what}")]
pub struct TemplateError {
    /// Which template: `routine` or `red`.
    pub template: &'static str,
    /// Line of the template, from 1, where known.
    pub line: Option<u32>,
    /// What is wrong.
    pub what: String,
}

/// Renders.
///
/// # Errors
/// See [`TemplateError`].
pub fn render(
    def: &Definition,
    key: &MessageKey,
    lines: &[MessageLine],
    today: Date,
) -> Result<(String, String), TemplateError> {
    let _ = (key, today);
    Ok((def.name.clone(), format!("{}", lines.len())))
}

/// Tries.
///
/// # Errors
/// See [`TemplateError`].
pub fn try_templates(def: &Definition) -> Result<(), TemplateError> {
    let _ = def;
    Ok(())
}
