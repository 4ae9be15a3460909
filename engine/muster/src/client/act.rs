//! Gives one command of a person, and tells what came of it: what the small verbs share.

use muster_core::campaign::Issuer;
use muster_protocol::command::{Command, Judge, Origin};
use muster_protocol::definition::{Definition, Right};
use muster_protocol::ids::{CampaignId, RoleIx};
use muster_protocol::{any_of, say};

use super::connection::{Connection, Make, Submitted};
use super::definitions;
use super::evidence::warn_of_duplicates;
use super::posts::Acting;
use super::runtime::block_on;
use super::target::{ActArgs, Target};
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::suggestions::hint;
use muster_protocol::catalogue::{Language, Listed, LocalizedText};

/// Most campaigns that a hint names.
const NAMED_MAX: usize = 20;

/// The campaign that is meant: the one named, or the only one.
///
/// # Errors
/// [`Failure`] when there is none, or more than one to choose from.
pub async fn campaign(
    lang: Language,
    connection: &Connection,
    target: &Target,
) -> Result<CampaignId, Failure> {
    if let Some(campaign) = &target.campaign {
        return Ok(campaign.clone());
    }
    match connection.campaigns().await?.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let what = lang.say("no-campaign-was-launched-in-this-directory");
            Err(Failure::new(Exit::Fault, what).next("muster launch FILE"))
        }
        several => {
            let what = lang.say("there-are-several-campaigns-here-say-which");
            Err(Failure::new(Exit::Usage, what).next(choice(several)))
        }
    }
}

/// Checks that the campaign named on the command line is there; none named is fine.
///
/// # Errors
/// [`Failure`] of kind refused, with the names that exist.
pub async fn exists(lang: Language, connection: &Connection, target: &Target) -> Result<(), Failure> {
    let Some(campaign) = &target.campaign else { return Ok(()) };
    let known = connection.campaigns().await?;
    if known.contains(campaign) { Ok(()) } else { Err(no_campaign(lang, campaign, &known)) }
}

/// How to say which campaign, as far as a line holds them.
fn choice(known: &[CampaignId]) -> String {
    let ids: Vec<&str> = known.iter().take(NAMED_MAX).map(CampaignId::as_str).collect();
    let more = if known.len() > NAMED_MAX { " | ..." } else { "" };
    format!("--campaign {}{more}", ids.join(" | "))
}

fn no_campaign(lang: Language, campaign: &CampaignId, known: &[CampaignId]) -> Failure {
    let what = say!(lang, "there-is-no-campaign-of-this-name", campaign);
    let failure = Failure::new(Exit::Refused, what);
    if known.is_empty() {
        let why = lang.say("no-campaign-was-launched-in-this-directory");
        return failure.because(why).next("muster launch FILE");
    }
    let ids: Vec<&str> = known.iter().map(CampaignId::as_str).collect();
    let named = &ids[..ids.len().min(NAMED_MAX)];
    let why = if known.len() > NAMED_MAX {
        let more = known.len() - NAMED_MAX;
        say!(lang, "there-are-these-and-more", names: Listed(named), more, known = known.len())
    } else {
        say!(lang, "there-are-these", names: Listed(named))
    };
    failure.because(why).next(hint(lang, campaign.as_str(), ids.iter().copied(), &choice(known)))
}

/// Gives the command that `wish` makes (storing what it names over the connection), and says what came of it.
///
/// # Errors
/// [`Failure`]: refused, or not reachable; stdout that cannot be written.
pub fn act(
    out: &Output,
    acting: &ActArgs,
    wish: impl AsyncFnOnce(&Connection) -> Result<Command, Failure>,
) -> anyhow::Result<Exit> {
    with_connection(out, acting, async |connection, by| {
        let campaign = campaign(out.lang, connection, &acting.target).await?;
        let command = wish(connection).await?;
        submit_to(out, connection, campaign, by, command).await
    })
}

/// Opens the connection for a person's command and closes it in whatever way that ends.
///
/// # Errors
/// [`Failure`]: nobody may act so, nobody answers; what `work` says.
pub fn with_connection(
    out: &Output,
    ActArgs { author, target }: &ActArgs,
    work: impl AsyncFnOnce(&Connection, Issuer<'_>) -> anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    let by = author.by(out.lang)?;
    block_on(async {
        let connection = Connection::open(out.lang, target, Make::Never).await?.of_author(author);
        let done = work(&connection, by).await;
        connection.close().await;
        done
    })
}

/// The same where nobody need act as a post.
///
/// # Errors
/// [`Failure`] when nobody answers; what `work` says.
pub fn with_engine<T>(
    out: &Output,
    target: &Target,
    work: impl AsyncFnOnce(&Connection) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    block_on(async {
        let connection = Connection::open(out.lang, target, Make::Never).await?;
        let done = work(&connection).await;
        connection.close().await;
        done
    })
}

/// The same at the campaign that is meant.
///
/// # Errors
/// [`Failure`]: nobody answers, or no one campaign is meant; what `work` says.
pub fn with_campaign<T>(
    out: &Output,
    target: &Target,
    work: impl AsyncFnOnce(&Connection, &CampaignId) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    with_engine(out, target, async |connection| {
        let campaign = campaign(out.lang, connection, target).await?;
        work(connection, &campaign).await
    })
}

/// Gives a command to a campaign, and says what came of it.
///
/// # Errors
/// [`Failure`]: refused, or not reachable; stdout that cannot be written.
pub async fn submit_to(
    out: &Output,
    connection: &Connection,
    campaign: CampaignId,
    by: Issuer<'_>,
    command: Command,
) -> anyhow::Result<Exit> {
    let numbered = numbered(&command);
    submit_and_report(out, connection, campaign.clone(), by, command).await?;
    if let Some(numbered) = numbered
        && let Some(row) = numbered.row(connection, &campaign).await
        && let Some(number) = row.first().map(|number| number.en.as_str())
    {
        let def = definitions::of(connection, &campaign).await?;
        let by = def.as_ref().and_then(|def| numbered.by(def)).unwrap_or("POST");
        let typed = format!("{} --as {by}", numbered.typed.replace("{}", number));
        out.data(say!(out.lang, "its-number-and-what-decides-it", number, typed))?;
        let doubted = out.lang.say("the-table-does-not-say-so");
        if row.iter().any(|cell| cell.say(out.lang).ends_with(doubted)) {
            out.talk(out.lang.say("look-at-its-table-before-it-is-decided"));
        }
    }
    Ok(Exit::Fine)
}

/// What gets a number by which it is decided on later: the table in which it stands last, and what is typed then.
struct Numbered {
    table: String,
    unit: String,
    typed: &'static str,
    decides: Decides,
}

/// Who decides on it.
enum Decides {
    /// A role with this right.
    Right(Right),
    /// The role that answers the appeals of this sheet.
    Appeals(String),
    /// The role that approves this list.
    List(String),
}

/// What is proposed or appealed against is decided on by its number, which the log counts and no event says.
fn numbered(command: &Command) -> Option<Numbered> {
    let Command::Judge(judge) = command else { return None };
    let (table, backed, typed, decides) = match judge {
        Judge::ProposeVeto(backed, ..) => {
            ("vetoes", backed, "muster veto decide {} --yes", Decides::Right(Right::Veto))
        }
        Judge::Appeal(on) => {
            let typed = "muster appeal answer {} --yes --change 1.5";
            ("appeals", &on.backed, typed, Decides::Appeals(on.sheet.clone()))
        }
        Judge::Propose(body) => {
            let (list, typed) = (body.list.as_str(), "muster list decide {} --yes");
            (list, &body.backed, typed, Decides::List(list.to_owned()))
        }
        any_of! { Judge:
            Give Deduct Add Withdraw DecideVeto Invite Rate Draw AnswerAppeal State Publish DecideList
            Snapshot
        } => return None,
    };
    Some(Numbered { table: table.to_owned(), unit: backed.unit.clone(), typed, decides })
}

impl Numbered {
    /// The last line of its table that is about the unit, with its number in front; none where the table is not shown to who gave it.
    async fn row(&self, connection: &Connection, campaign: &CampaignId) -> Option<Vec<LocalizedText>> {
        let shown = connection.show(campaign, &self.table).await.ok()??;
        let who = format!("{} ", self.unit);
        let theirs = |row: &&Vec<LocalizedText>| row.iter().any(|cell| cell.en.starts_with(&who));
        shown.rows.iter().rfind(theirs).cloned()
    }

    /// Who decides on it, as people call the role.
    fn by<'d>(&self, def: &'d Definition) -> Option<&'d str> {
        let role = |ix: RoleIx| def.roles.get(ix.at());
        let found = match &self.decides {
            Decides::Right(right) => def.roles.iter().find(|role| role.can.contains(right)),
            Decides::Appeals(id) => {
                let sheet = def.scores.iter().find(|sheet| sheet.id == *id);
                sheet.and_then(|sheet| role(sheet.appeals.as_ref()?.by))
            }
            Decides::List(id) => {
                let list = def.lists.iter().find(|list| list.id == *id);
                list.and_then(|list| role(list.approve))
            }
        };
        found.map(|role| role.name.as_str())
    }
}

/// Gives a command to a campaign, says what came of it, and lets the caller say more.
///
/// # Errors
/// [`Failure`]: refused, or not reachable; stdout that cannot be written.
pub async fn submit_and_report(
    out: &Output,
    connection: &Connection,
    campaign: CampaignId,
    by: Issuer<'_>,
    command: Command,
) -> anyhow::Result<Submitted> {
    let name = command.done().say(out.lang);
    let files = command.files();
    let acting = acting(out.lang, connection, &campaign, by, &command).await?;
    let submitted =
        connection.submit(out, &campaign, acting.as_ref().map_or(by, Acting::by), command).await?;
    let (events, position) = (submitted.accepted.events, submitted.accepted.position);
    out.data(match events {
        _ if submitted.repeated => say!(out.lang, "done-before-and-not-again", name, position),
        0 => say!(out.lang, "nothing-to-change-it-was-so", name),
        _ => say!(out.lang, "done-and-events-recorded", name, #events = events, position),
    })?;
    warn_of_duplicates(out, connection, &campaign, &files).await?;
    Ok(submitted)
}

/// Who acts, as the engine knows them: by any name of a post; none where no post is asked for, which is said where it is.
async fn acting(
    lang: Language,
    connection: &Connection,
    campaign: &CampaignId,
    by: Issuer<'_>,
    command: &Command,
) -> Result<Option<Acting>, Failure> {
    if command.origin() == Origin::Ops {
        // The work of ops, who are no post of a campaign.
        return Ok(None);
    }
    let def = definitions::of(connection, campaign).await?;
    def.map(|def| Acting::of(lang, &def, by)).transpose()
}

#[cfg(test)]
mod tests {
    use muster_protocol::command::{Backed, ChangeVisit, OnLine, Propose, VisitChange};

    use super::*;
    use crate::embedded;

    #[test]
    fn a_receipt_says_what_was_done_and_not_how_it_is_typed() {
        let said = |command: &Command| Language::ALL.map(|lang| command.done().say(lang));
        let accept = Command::Accept("unit-plan/005".parse().unwrap());
        assert_eq!(said(&accept), ["通过", "accepted"]);
        let item = "contact-points.2014-05/101".parse().unwrap();
        let confirm = Command::ChangeVisit(ChangeVisit { item, change: VisitChange::Confirm });
        assert_eq!(said(&confirm), ["确认走访", "visit confirmed"]);
    }

    #[test]
    fn what_decides_on_a_proposal_names_who_decides() {
        let def = muster_core::definition::compile(&embedded::files()).definition.unwrap();
        let backed = || Backed { unit: "108".to_owned(), evidence: Vec::new(), reason: None };
        let line = "督查扣分".to_owned();
        let propose = |list: &str| {
            let (list, kind) = (list.to_owned(), "k".to_owned());
            Judge::Propose(Propose { list, kind, backed: backed(), code: None, snapshot: None })
        };
        for judge in [
            Judge::ProposeVeto(backed(), "annual".to_owned(), "事故".to_owned()),
            Judge::Appeal(OnLine { backed: backed(), sheet: "annual".to_owned(), line }),
            propose("commend"),
        ] {
            let numbered = numbered(&Command::Judge(judge)).unwrap();
            assert_eq!(numbered.by(&def), Some("领导小组"), "{}", numbered.typed);
        }
        assert_eq!(numbered(&Command::Judge(propose("nobody"))).unwrap().by(&def), None);
    }

    #[test]
    fn an_unknown_campaign_is_refused_with_the_names_that_exist() {
        let zzz = CampaignId::new("zzz").unwrap();
        let known = |ids: &[&str]| ids.iter().map(|id| CampaignId::new(id).unwrap()).collect::<Vec<_>>();
        let failure = no_campaign(Language::Zh, &zzz, &known(&["service-year", "spring"]));
        assert_eq!((failure.exit, failure.what.as_str()), (Exit::Refused, "没有活动“zzz”"));
        assert_eq!(failure.why.unwrap(), "现有活动：service-year、spring");
        assert_eq!(no_campaign(Language::En, &zzz, &[]).next.unwrap(), "muster launch FILE");
        let many: Vec<String> = (0..NAMED_MAX + 3).map(|n| format!("c{n:03}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let failure = no_campaign(Language::En, &zzz, &known(&many));
        assert!(failure.why.unwrap().ends_with(" and 3 more") && failure.next.unwrap().ends_with(" | ..."));
    }
}
