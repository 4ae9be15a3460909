//! Every verb, once: how it is typed, and the type that reads its arguments and runs. A new verb is a line here, in the order in
//! which the help lists them.

/// Hands the verbs to another macro: a line has what is typed, the variant, and the type by its path below `crate::verb`. Behind `of`
/// stands what is given to a verb that is about the command line itself.
macro_rules! every_verb {
    ($then:ident) => {
        $then! {
            "demo" Demo(demo::Demo);
            "init" Init(file::init::Init);
            "check" Check(file::check::Check);
            "explain" Explain(file::explain::Explain);
            "fmt" Fmt(file::fmt::Fmt);
            "schema" Schema(file::schema::Schema);
            "roster" Roster(file::roster::Roster) #[command(subcommand)];
            "preview" Preview(file::preview::Preview);
            "launch" Launch(file::launch::Launch);
            "plan" Plan(file::plan::Plan);
            "apply" Apply(file::plan::Apply);
            "diff" Diff(file::plan::Diff);
            "hold" Hold(people::hold::Hold);
            "resume" Resume(people::hold::Resume);
            "up" Up(operate::up::Up);
            "engine" Engine(operate::engine::EngineArgs);
            "worker" Worker(operate::worker::Worker);
            "status" Status(operate::status::Status);
            "events" Events(operate::events::Events);
            "why" Why(people::why::Why);
            "show" Show(people::show::Show);
            "unsigned" Unsigned(people::unsigned::Unsigned);
            "evidence" Evidence(people::evidence::Evidence) #[command(subcommand)];
            "submit" Submit(people::items::Submit);
            "accept" Accept(people::items::Accept);
            "return" Return(people::items::ReturnItem);
            "sign" Sign(people::items::Sign);
            "opt-out" OptOut(people::items::OptOut);
            "letter-hour" LetterHour(people::items::LetterHour);
            "visits" Visits(people::visits::Visits) #[command(subcommand)];
            "case" Case(people::case::Case) #[command(subcommand)];
            "ledger" Ledger(people::ledger::Ledger) #[command(subcommand)];
            "assign" Assign(people::assign::Assign);
            "nominate" Nominate(people::selection::Nominate);
            "candidate" Candidate(people::selection::Candidate) #[command(subcommand)];
            "score" Score(people::score::Score) #[command(subcommand)];
            "rating" Rating(people::rating::Rating) #[command(subcommand)];
            "veto" Veto(people::score::Veto) #[command(subcommand)];
            "appeal" Appeal(people::score::Appeal) #[command(subcommand)];
            "list" List(people::listed::List) #[command(subcommand)];
            "snapshot" Snapshot(people::listed::Snapshot) #[command(subcommand)];
            "audit" Audit(people::listed::Audit) #[command(subcommand)];
            "erase" Erase(people::erase::Erase);
            "verify" Verify(operate::verify::Verify);
            "doctor" Doctor(operate::doctor::Doctor);
            "asyncapi" AsyncApi(documents::asyncapi::AsyncApi);
            "openapi" OpenApi(documents::openapi::OpenApi);
            "manuals" Manuals(documents::manuals::Manuals) of bilingual #[command(hide = true)];
            "dead" Dead(operate::dead::Dead) #[command(subcommand)];
            "backup" Backup(operate::backup::Backup);
            "restore" Restore(operate::backup::Restore);
            "account" Account(operate::account::Account) #[command(subcommand)];
            "link" Link(operate::link::LinkVerb) #[command(subcommand)];
            "channel" Channel(operate::channel::ChannelVerb) #[command(subcommand)];
            "config" Config(operate::config::ConfigVerb) of plain #[command(subcommand)];
            "clock" Clock(operate::clock::Clock) #[command(subcommand)];
            "replay" Replay(operate::replay::Replay);
            "stream" Stream(operate::stream::Stream) #[command(subcommand)];
        }
    };
}

pub(crate) use every_verb;
