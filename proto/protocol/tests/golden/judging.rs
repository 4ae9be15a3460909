//! Roles with rights, channels, cases, reviews, score sheets and lists of the sample definition: every shape once.

use muster_protocol::definition::{
    Accept, Appeals, Bonus, CaseKind, CatalogueItem, Channel, Choice, Compare, Condition, DayIn, DecidedList,
    Decimal, Deduction, Definition, Destination, Exclusion, ExportKind, Finish, Formula, Grade, Indicator,
    KindLimit, Limit, LineRef, ListKind, Pattern, Period, PlanRow, RaterGroup, Rating, ReviewRound, Right,
    Role, Roll, Rule, Scale, Scope, ScoreGroup, ScoreLine, ScoreSheet, Scorer, SelfArrangedVisit, Stretch,
    Subject, Tally, Term, Tone, TooFew, Veto, VisitEvents, VisitTerms,
};
use muster_protocol::ids::{AudienceIx, DutyIx, PhaseIx, ReminderPolicyIx, RoleIx};
use muster_protocol::time::TimeOfDay;

use crate::events::date;

fn owned(text: &str) -> String {
    text.to_owned()
}

/// Adds them.
pub(crate) fn judging(definition: &mut Definition) {
    definition.roles.push(Role {
        id: owned("assessors"),
        name: owned("考评组"),
        scope: Scope::Outside,
        refs: vec![owned("S69")],
        can: vec![Right::Score, Right::Recheck],
        except: vec![Exclusion::OwnUnit, Exclusion::OwnHandling],
        phases: vec![PhaseIx(1)],
        backup: Some(RoleIx(2)),
        accountable: true,
        recorded: true,
    });
    definition.channels = vec![Channel {
        name: owned("短信"),
        hours: vec![Stretch { from: TimeOfDay(510), to: TimeOfDay(720) }],
        workdays_only: true,
        per_minute: Some(20),
        per_day: Some(500),
        by_post: false,
    }];
    definition.self_arranged = vec![
        self_arranged(Destination::Kinds(vec![owned("乡镇"), owned("企业")])),
        self_arranged(Destination::Units(AudienceIx(0))),
    ];
    definition.cases = cases();
    definition.reviews = reviews();
    definition.scores = vec![sheet()];
    definition.lists = vec![list(Tone::Commend), list(Tone::Criticise)];
    definition.plan = vec![
        PlanRow { row: owned("S1"), lines: vec![owned("任务/once"), owned("活动")] },
        PlanRow { row: owned("S2"), lines: Vec::new() },
    ];
}

fn self_arranged(to: Destination) -> SelfArrangedVisit {
    let rating = Rating { by: vec![owned("企业")], scale: vec![owned("满意"), owned("不满意")] };
    SelfArrangedVisit {
        id: owned("outreach"),
        name: owned("巡回送服务"),
        refs: vec![owned("S36")],
        duties: vec![DutyIx(0), DutyIx(1)],
        to,
        each_person: Some(2),
        longest_first: true,
        events: Some(VisitEvents { what: vec![owned("重病")], within: 5, duty: DutyIx(1) }),
        warn_by: Some(Pattern::Every { period: Period::Quarter, on: DayIn::Workday(30) }),
        terms: VisitTerms {
            form: vec![owned("业务工作")],
            cases: Some(owned("hotline")),
            rating: Some(rating),
        },
    }
}

fn cases() -> Vec<CaseKind> {
    let case = |id: &str, accept, finish| CaseKind {
        id: owned(id),
        name: format!("{id}件"),
        refs: vec![owned("S55")],
        audience: None,
        sources: Vec::new(),
        accept,
        finish,
        catalogue: Vec::new(),
        callback_percent: 30,
        reopen: true,
        pass_up: None,
        agent: None,
        stages: Vec::new(),
        reply_public: false,
    };
    let kinds = [
        ("咨询", Limit::SameDay),
        ("抢修", Limit::Minutes(120)),
        ("投诉", Limit::Workdays(5)),
        ("报修", Limit::WorkMinutes(180)),
    ];
    let kinds = kinds.map(|(kind, within)| KindLimit { kind: owned(kind), within });
    let mut window = case("window", Some(Accept::OnTheSpot), Finish::Catalogue);
    window.audience = Some(AudienceIx(1));
    window.sources = ["field", "window", "hotline", "online", "来信"].map(owned).to_vec();
    window.catalogue = vec![CatalogueItem { name: owned("施工许可"), statutory: 20, promised: 7 }];
    window.pass_up = Some(RoleIx(2));
    window.agent = Some(owned("值班帮办员"));
    window.stages = vec![owned("受理"), owned("办结")];
    window.reply_public = true;
    vec![
        case("hotline", Some(Accept::Within(Limit::HalfWorkday)), Finish::ByKind(kinds.into())),
        case("appeal", None, Finish::Within(Limit::Workdays(15))),
        window,
    ]
}

fn reviews() -> Vec<ReviewRound> {
    let rater = |name: &str, weight, scale| RaterGroup {
        name: owned(name),
        role: None,
        weight: Decimal(weight),
        scale,
        at_least: 5,
        anonymous: false,
        not_self: false,
        trim: Decimal(0),
        comment: false,
    };
    let choice = |name: &str, points| Choice { name: owned(name), points: Decimal::whole(points) };
    let choices = Scale::Choices(vec![choice("满意", 100), choice("不满意", 40)]);
    let mut crowd = rater("群众评议", 625_000, choices);
    (crowd.role, crowd.anonymous, crowd.trim) = (Some(RoleIx(0)), true, Decimal::whole(5));
    let mut leaders = rater("领导点评", 375_000, Scale::Range(Decimal(0), Decimal::whole(100)));
    (leaders.not_self, leaders.comment) = (true, true);
    let round = |id: &str, subject, too_few| ReviewRound {
        id: owned(id),
        name: format!("{id}评议"),
        refs: Vec::new(),
        subject,
        rules: Vec::new(),
        by: Some(RoleIx(2)),
        raters: Vec::new(),
        too_few,
        asks: vec![owned("具体实际"), owned("求细求实")],
        sample: None,
        within: None,
        compared: false,
        policy: None,
    };
    let mut three = round("three-way", Subject::Units(AudienceIx(1)), TooFew::Wait);
    let pattern = Pattern::Every { period: Period::Quarter, on: DayIn::Last };
    three.rules = vec![Rule::new(pattern, Roll::Back, date("2014-05-01"), date("2014-10-31"))];
    (three.by, three.raters, three.sample) = (None, vec![crowd, leaders], Some(4));
    three.policy = Some(ReminderPolicyIx(0));
    let mut plan = round("plan-review", Subject::Units(AudienceIx(0)), TooFew::Share);
    plan.within = Some(Limit::Workdays(5));
    let mut goals = round("goals", Subject::Goals, TooFew::Zero);
    goals.compared = true;
    vec![three, plan, goals]
}

fn sheet() -> ScoreSheet {
    let line = |name: &str, max, scorer| ScoreLine {
        name: owned(name),
        formerly: vec![format!("{name}的旧名")],
        refs: Vec::new(),
        max: Decimal::whole(max),
        categories: vec![owned("企业")],
        scorer,
        otherwise: None,
    };
    let indicator = |tally, duties| Term::Indicator(Indicator { tally, duties });
    let rate = Formula(vec![
        indicator(Tally::DoneOnTime, vec![DutyIx(0)]),
        indicator(Tally::Due, Vec::new()),
        Term::Divide,
        Term::Number(Decimal(1_500)),
        Term::Multiply,
        Term::Rated { round: 0, group: 1 },
        Term::Add,
        Term::Round { round: 0 },
        Term::Add,
        Term::Reported { duty: DutyIx(0), measure: 1 },
        Term::Add,
        Term::Number(Decimal::ONE),
        Term::Subtract,
    ]);
    let found = |cause: &str| Deduction { cause: owned(cause), points: Decimal(5_000) };
    let mut asked = line("实效", 20, Scorer::Judged { by: RoleIx(2), ask: owned("实效") });
    asked.otherwise = Some(Formula(vec![Term::Rated { round: 0, group: 0 }]));
    ScoreSheet {
        id: owned("annual"),
        name: owned("年度考核"),
        refs: vec![owned("S81")],
        audience: AudienceIx(0),
        total: Decimal::whole(100),
        groups: vec![ScoreGroup {
            name: owned("日常督查"),
            weight: Decimal::whole(100),
            lines: vec![
                line("按时办结率", 40, Scorer::Auto(rate)),
                line("督查扣分", 40, Scorer::Deduct(vec![found("逾期整改")])),
                asked,
            ],
        }],
        bonus: Some(Bonus { cap: Decimal::whole(5), items: vec![found("市级以上推广")] }),
        vetoes: vec![Veto { cause: owned("重大安全责任事故"), best: 1 }],
        within_category: true,
        ties: vec![LineRef { group: 0, line: 2 }],
        grades: vec![
            Grade { name: owned("优秀"), at_least: Some(Decimal::whole(85)), first_percent: Some(30) },
            Grade { name: owned("其余"), at_least: None, first_percent: None },
        ],
        missing: TooFew::Share,
        freeze: date("2014-12-12"),
        appeals: Some(Appeals { publicity: 5, by: RoleIx(2), answer: 5, last_answer: date("2014-12-26") }),
        feeds: vec![owned("系统党建工作考核")],
        exports: vec![ExportKind::Xlsx, ExportKind::Html, ExportKind::Csv],
    }
}

fn list(tone: Tone) -> DecidedList {
    let counted = |tally, compare| Condition::Counted { tally, compare, with: Decimal::whole(2) };
    let any = vec![
        Condition::Grade { sheet: 0, grade: 0 },
        Condition::Total { sheet: 0, compare: Compare::Less, with: Decimal::whole(60) },
        counted(Tally::RedCards, Compare::AtLeast),
        counted(Tally::YellowCards, Compare::More),
        counted(Tally::Late, Compare::AtMost),
        Condition::Nominated,
        Condition::Found { by: RoleIx(2), what: owned("重视不够") },
    ];
    DecidedList {
        id: if tone == Tone::Commend { owned("commend") } else { owned("criticise") },
        name: owned("名单"),
        refs: vec![owned("S77")],
        tone,
        kinds: vec![ListKind { name: owned("先进党组织"), any }],
        evidence: true,
        statement: Some(3),
        approve: RoleIx(2),
        publicity: Some(5),
    }
}
