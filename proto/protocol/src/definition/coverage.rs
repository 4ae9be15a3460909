use serde::{Deserialize, Serialize};

/// A row of the committee's plan, and the lines of the file that name it as theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The row, such as `S59`.
    pub row: String,
    /// The lines, such as `任务/unit-plan`, in the order of the file; empty means that no line serves it.
    pub lines: Vec<String>,
}
