//! `muster replay`: the log once more, in a shadow where nothing can be sent.

use muster_rules::counted::counted;
use std::path::PathBuf;

use clap::Args;
use muster_server::care::replay::{ReplayError, Replayed, Span, replay};

use crate::client::runtime::block_on;
use crate::client::typed_day::TypedDay;
use crate::exit::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Output;
use crate::words::stored;

/// 重演：把日志在影子目录里重演一遍，与现状逐项比对；什么也不发 · Replay the log into a shadow and compare with what is there; nothing is sent
#[derive(Debug, Args)]
pub struct Replay {
    /// 从这天起重新裁定（各活动的当地日期） · Decide again from this local day on
    #[arg(long, value_name = "DAY")]
    from: Option<TypedDay>,
    /// 到这天为止 · Up to this local day
    #[arg(long, value_name = "DAY")]
    until: Option<TypedDay>,
    /// 影子留在这个新目录，默认用完即删 · Keep the shadow in this new directory; by default it is taken away
    #[arg(long, value_name = "DIR")]
    shadow: Option<PathBuf>,
    /// 数据目录 · Data directory
    #[arg(long, env = "MUSTER_DIR", default_value = "./muster-data")]
    dir: PathBuf,
    /// 输出 JSON · Print JSON: `{position, events, decided, snapshots, sent, campaigns, differences, differ, shadow}`
    #[arg(long)]
    json: bool,
}

impl Replay {
    /// Runs the verb. Differences end with 1.
    ///
    /// # Errors
    /// [`Failure`]: nothing to replay, a shadow that is not empty, a log that is damaged.
    pub fn run(&self, out: &Output) -> anyhow::Result<Exit> {
        let said = |day: &Option<TypedDay>| day.as_ref().map(|day| day.alone(out.lang, None)).transpose();
        let (from, until) = (said(&self.from)?, said(&self.until)?);
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            let what = out.lang.pick("--from 晚于 --until", "--from lies after --until");
            return Err(Failure::new(Exit::Usage, what).into());
        }
        let span = Span { from, until };
        let replayed = block_on(async { Ok(replay(&self.dir, span, self.shadow.as_deref()).await) })?;
        let replayed = replayed.map_err(|error| failure_of(out.lang, &error))?;
        let exit = if replayed.differ == 0 { Exit::Fine } else { Exit::Fault };
        if self.json {
            out.json(&replayed)?;
            return Ok(exit);
        }
        for line in lines(out.lang, &replayed) {
            out.data(line)?;
        }
        Ok(exit)
    }
}

fn lines(lang: Lang, replayed: &Replayed) -> Vec<String> {
    let Replayed { position, events, decided, snapshots, sent, .. } = replayed;
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "重演到第{position}号事件：{events}个，其中由时间引起的{decided}个重新裁定，快照重算{snapshots}次，发出消息{sent}条"
        ),
        Lang::En => format!(
            "replayed up to event {position}: {events}, {decided} of time decided again, {snapshots} \
             recomputed, {sent} sent",
            events = counted(&events, "event"),
            snapshots = counted(&snapshots, "snapshot"),
            sent = counted(&sent, "message")
        ),
    }];
    for campaign in &replayed.campaigns {
        let (id, version) = (&campaign.id, campaign.version);
        let short = |digest: &muster_protocol::ids::Digest| digest.to_string()[..12].to_owned();
        let same = |same: bool| match (lang, same) {
            (Lang::Zh, true) => "一致",
            (Lang::Zh, false) => "不一致",
            (Lang::En, true) => "the same",
            (Lang::En, false) => "DIFFERS",
        };
        let state = format!("{} {}", short(&campaign.state), same(campaign.state == campaign.shadow_state));
        let shadow = short(&campaign.shadow_view);
        let view = match campaign.view {
            Some(view) => format!("{shadow} {}", same(view == campaign.shadow_view)),
            None => format!(
                "{shadow} {}",
                lang.pick("（现视图不在这一号，未比）", "(the live view stands elsewhere)")
            ),
        };
        lines.push(match lang {
            Lang::Zh => format!("  {id}：第{version}个事件，状态 {state}，视图 {view}"),
            Lang::En => format!("  {id}: version {version}, state {state}, view {view}"),
        });
    }
    for difference in &replayed.differences {
        let (position, campaign, what) = (difference.position, &difference.campaign, &difference.what);
        lines.push(match lang {
            Lang::Zh => format!("  不一致：第{position}号事件（{campaign}）：{what}"),
            Lang::En => format!("  differs: event {position} ({campaign}): {what}"),
        });
    }
    if replayed.differ == 0 {
        lines.push(lang.pick("全部一致", "nothing differs").to_owned());
    }
    lines
}

fn failure_of(lang: Lang, error: &ReplayError) -> Failure {
    let what = match (error, lang) {
        (ReplayError::Occupied(dir), Lang::Zh) => format!("影子目录 {} 不是空的", dir.display()),
        (ReplayError::Occupied(dir), Lang::En) => format!("the shadow {} is not empty", dir.display()),
        (ReplayError::Nothing(dir), Lang::Zh) => format!("{} 里没有 muster 的日志", dir.display()),
        (ReplayError::Nothing(dir), Lang::En) => format!("there is no log of muster in {}", dir.display()),
        (ReplayError::Bad(bad), Lang::Zh) => {
            format!("日志已损坏；第一处异常：{}", stored::chinese(&bad.to_string()))
        }
        (ReplayError::Bad(bad), Lang::En) => format!("the log is damaged; first bad event: {bad}"),
        (other, Lang::Zh) => format!("重演不了：{other}"),
        (other, Lang::En) => format!("it cannot be replayed: {other}"),
    };
    Failure::new(Exit::Fault, what)
}
