//! What the line of an appeal is worth when it is answered. The core counts nothing, so that the one who answers hears of it here: the
//! command carries it, and the core refuses what would change nothing.

use std::sync::Arc;

use muster_protocol::command::{Command, CommandEnvelope, Judge, Worth};
use muster_protocol::definition::{Decimal, Definition};
use muster_protocol::ids::CampaignId;
use muster_protocol::table::SnapshotTable;
use muster_rules::score::facts::Appealed;
use muster_wire::link::LinkError;

use super::Handle;

/// In decimals, a hundredth.
const HUNDREDTH: i64 = Decimal::ONE.0 / 100;

impl Handle {
    /// The command with what its sender cannot know.
    pub(super) async fn with_what_is_counted(
        &self,
        mut envelope: CommandEnvelope,
    ) -> Result<CommandEnvelope, LinkError> {
        let CommandEnvelope { campaign, command, .. } = &mut envelope;
        if let Command::Judge(Judge::AnswerAppeal(number, _, _, worth)) = command {
            *worth = self.worth(campaign, *number).await?;
        }
        Ok(envelope)
    }

    /// What the line of an appeal is worth; none where there is no such appeal.
    async fn worth(&self, campaign: &CampaignId, number: u32) -> Result<Option<Worth>, LinkError> {
        let found = self.scored(campaign, async |live| {
            let at = number.checked_sub(1).and_then(|at| usize::try_from(at).ok());
            let appeal = at.and_then(|at| live.fold.facts().appeals.get(at)).cloned();
            let table = live.now();
            let def = Arc::clone(&live.def);
            Ok(appeal.map(|appeal| Worth { points: points(&def, &table, &appeal) }))
        });
        Ok(found.await?.flatten())
    }
}

/// The points of the line of an appeal in a table; none where it has none.
fn points(def: &Definition, table: &SnapshotTable, appeal: &Appealed) -> Option<Decimal> {
    let sheet = def.scores.iter().find(|sheet| sheet.id == appeal.sheet)?;
    let code = &def.units.get(appeal.unit.at())?.code;
    let of = table.sheets.iter().find(|of| of.sheet == appeal.sheet)?;
    let row = of.rows.iter().find(|row| row.unit.as_str() == code)?;
    let line = row.lines.iter().find(|line| {
        let group = sheet.groups.get(usize::from(line.group));
        group
            .and_then(|group| group.lines.get(usize::from(line.line)))
            .is_some_and(|known| known.name == appeal.line)
    })?;
    line.points.map(|points| Decimal(points.saturating_mul(HUNDREDTH)))
}
