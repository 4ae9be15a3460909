use serde::{Deserialize, Serialize};

/// How long something may take from an instant on. `muster-rules::limit` says when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// To the end of the local day (当日); what comes on a rest day or after hours has the next working day.
    SameDay,
    /// To the end of the n-th working day after the day it begins (N个工作日).
    Workdays(u16),
    /// Half the working time of a day (半个工作日), counted as working time.
    HalfWorkday,
    /// So many minutes of working time (N个工作时): noon break, evenings and rest days do not count.
    WorkMinutes(u32),
    /// So many minutes by the clock (N小时, 连续计时).
    Minutes(u32),
}
