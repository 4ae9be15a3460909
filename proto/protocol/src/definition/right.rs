use serde::{Deserialize, Serialize};

/// What holders of a role may do (rows S69, S70, S82).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Right {
    /// Check a file (检查).
    Check,
    /// See the coming year (预演).
    Preview,
    /// Launch a campaign (发布).
    Launch,
    /// Amend it (变更).
    Amend,
    /// Hold and resume it (暂停).
    Hold,
    /// Assign a task to units (布置任务).
    Assign,
    /// Inspect units and record findings (督查).
    Inspect,
    /// Urge units that are late (催办).
    Urge,
    /// Draw up tables of all units (汇总).
    Collate,
    /// Review what was handed in (审核).
    Review,
    /// Score lines of the sheet (打分).
    Score,
    /// Take out points that others gave, took or added, where they do not hold (复核).
    Recheck,
    /// Rate in a review round (评议).
    Rate,
    /// Approve lists (批准名单).
    ApproveLists,
    /// Propose a veto and approve it (一票否决).
    Veto,
    /// Answer appeals (处理申诉).
    AnswerAppeals,
    /// File an appeal (申诉).
    Appeal,
    /// Receive pledges (接收承诺).
    ReceivePledges,
    /// Hand in for one's unit (报送).
    Submit,
    /// Hand in for any unit, on behalf of its posts (代报).
    SubmitFor,
    /// Sign for messages (签收).
    Sign,
    /// Confirm, move and record visits (走访).
    Visit,
    /// Handle cases (办件).
    HandleCases,
    /// Bring a case (提出诉求).
    BringCases,
    /// Make a statement before criticism is decided (陈述).
    State,
    /// See what stands in restricted lists (查看受限名册).
    SeeRestricted,
    /// Export tables (导出).
    Export,
    /// Erase personal data (删除个人信息).
    Erase,
}

/// What holders of a role may not do although its rights would allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Exclusion {
    /// Judge their own unit (评本单位).
    OwnUnit,
    /// Judge what they handled themselves (评本人经办).
    OwnHandling,
}
