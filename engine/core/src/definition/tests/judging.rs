//! What is refused of the parts that bring people in and judge, in the shipped campaign, so that each fault is one edit.

use super::{MAIN, edited, printed, replaced, service_year};
use crate::definition::{Files, Finding, Severity, compile};

/// The shipped campaign with one text of one file replaced.
pub(super) fn with(file: &str, from: &str, to: &str) -> Files {
    replaced(service_year(), file, from, to)
}

/// The shipped campaign without the lines from one text up to another.
fn without(from: &str, to: &str) -> Files {
    edited(service_year(), MAIN, |text| {
        let (from, to) = (text.find(from).unwrap(), text.find(to).unwrap());
        format!("{}{}", &text[..from], &text[to..])
    })
}

/// Errors and warnings under the title of their case, without lines: the shipped file grows.
pub(super) fn list(cases: Vec<(&str, Files)>) -> String {
    let mut all = String::new();
    for (title, files) in cases {
        let compiled = compile(&files);
        let severe = compiled.findings.iter().filter(|finding| finding.severity != Severity::Note);
        let severe: Vec<&Finding> = severe.collect();
        assert!(!severe.is_empty(), "{title}: nothing found");
        all.push_str(&format!("# {title}\n"));
        for finding in severe {
            let fix = finding.fix.as_ref().unwrap_or_else(|| panic!("{title}: {} has no fix", finding.code));
            let text = String::from_utf8_lossy(&files.files[&finding.file]).into_owned();
            let line = text.lines().nth(finding.line as usize - 1).unwrap_or_default();
            let (from, length) = (finding.column as usize - 1, finding.length as usize);
            let at: String = line.chars().skip(from).take(length).collect();
            let (code, zh, en) = (finding.code, &finding.sentence.zh, &finding.sentence.en);
            let grave = if finding.severity == Severity::Error { "error" } else { "warning" };
            all.push_str(&format!("{code} {grave} [{at}] {zh} | {}\n      {en} | {}\n", fix.zh, fix.en));
        }
    }
    all
}

pub(super) fn agree(name: &str, found: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "bad" }, {
        insta::assert_snapshot!(name, found);
    });
}

#[test]
fn faults_of_roles_and_channels() {
    agree(
        "faults_of_roles_and_channels",
        &list(vec![
            ("unknown right", with(MAIN, "可以: [报送, 签收, 办件]", "可以: [报松, 签收]")),
            ("unknown right in English", with(MAIN, "可以: [报送, 签收, 办件]", "可以: [submitt, sign]")),
            ("rights in a phase that is none", with(MAIN, "阶段: [evaluation]", "阶段: [evaluatoin]")),
            ("rights in no phase", with(MAIN, "阶段: [evaluation]", "阶段: []")),
            ("unknown exclusion", with(MAIN, "回避: [评本单位]", "回避: [评本单味]")),
            ("backup that is no role", with(MAIN, "替补: 主要负责人", "替补: 主要负责仁")),
            ("backup of itself", with(MAIN, "替补: 主要负责人", "替补: 联络员")),
            (
                "in the roster and outside",
                with(MAIN, "名册外: 是, 可以: [评议]", "列: 联络员岗位, 名册外: 是, 可以: [评议]"),
            ),
            (
                "a role's column that the roster does not have",
                with(MAIN, "clerk: {名称: 联络员,", "clerk: {名称: 联络员, 列: 联络员岗味,"),
            ),
            ("a role that nobody holds", with("roster.csv", ",主要负责人岗位,", ",负责人,")),
            ("a channel that the file does not list", with("roster.csv", ",企业微信,", ",企业微心,")),
            ("channels that the roster does not know", with(MAIN, "\n  短信: {时段", "\n  短讯: {时段")),
            ("hours that end before they begin", with(MAIN, "08:30-12:00", "12:00-08:30")),
            ("hours that overlap", with(MAIN, "14:00-17:30", "11:00-17:30")),
            ("a budget of nothing", with(MAIN, "每分钟至多: 20", "每分钟至多: 0")),
            ("people whom no channel reaches", with(MAIN, "  公文交换: {限工作日: 是, 按岗位: 是}\n", "")),
        ]),
    );
}

#[test]
fn faults_of_cases() {
    let items = "window-items.csv";
    agree(
        "faults_of_cases",
        &list(vec![
            ("days that may be any", with(MAIN, "办结: 15个工作日", "办结: 15天")),
            ("unknown audience", with(MAIN, "人群: 两个窗口", "人群: 两个窗囗")),
            ("a share over all", with(MAIN, "抽查30%", "抽查130%")),
            ("passed up to nobody", with(MAIN, "上报: 系统党委", "上报: 系统党位")),
            (
                "promised without a catalogue",
                with(MAIN, "    事项表: window-items.csv", "    代办: 值班长 #"),
            ),
            ("a catalogue for nothing", with(MAIN, "办结: 承诺时限", "办结: 5个工作日")),
            ("catalogue that is not there", with(MAIN, "事项表: window-items.csv", "事项表: window.csv")),
            ("a promise over the law", with(items, "建筑工程施工许可,15,5", "建筑工程施工许可,15,20")),
            ("an item twice", with(items, "商品房预售许可", "建筑工程施工许可")),
            ("no number of days", with(items, "建筑工程施工许可,15,5", "建筑工程施工许可,十五,5")),
            ("column misspelt", with(items, "承诺时限", "承若时限")),
        ]),
    );
}

#[test]
fn what_judges_shares_the_space_of_ids() {
    let files = with(MAIN, "  labour:\n    名称: 劳资", "  unit-plan:\n    名称: 劳资");
    let findings = printed(&compile(&files));
    assert!(findings.contains("M027 error") && findings.contains("编号“unit-plan”已经用在"), "{findings}");
}

/// What is said with fractions is added up exactly: these are a hundred, and are what the definition has.
#[test]
fn practice_row_44_weights_with_fractions_make_a_hundred() {
    let files = with(MAIN, "角色: 服务对象, 权重: 50,", "角色: 服务对象, 权重: 50.25,");
    let files = replaced(files, MAIN, "权重: 20, 量表", "权重: 19.75, 量表");
    let definition = compile(&files).definition.unwrap();
    let round = definition.reviews.iter().find(|round| round.id == "three-way").unwrap();
    let weights: Vec<i64> = round.raters.iter().map(|group| group.weight.0).collect();
    assert_eq!(weights, [502_500, 197_500, 300_000]);
}

#[test]
fn faults_of_reviews() {
    agree(
        "faults_of_reviews",
        &list(vec![
            (
                "weights over 100",
                with(MAIN, "领导点评: {角色: 分管领导, 权重: 30", "领导点评: {角色: 分管领导, 权重: 30.5"),
            ),
            ("weights under 100", with(MAIN, "权重: 20, 量表", "权重: 19.75, 量表")),
            ("too few to be anonymous", with(MAIN, "至少: 5人", "至少: 3人")),
            ("a rater that is no role", with(MAIN, "{角色: 党员, 权重", "{角色: 党圆, 权重")),
            (
                "a scale that rises",
                with(
                    MAIN,
                    "[满意 100, 基本满意 80, 不满意 40], 至少: 30人, 匿名: 是, 去头尾",
                    "[满意 40, 基本满意 80], 至少: 30人, 匿名: 是, 去头尾",
                ),
            ),
            ("cut to nothing", with(MAIN, "去头尾: 5%", "去头尾: 50%")),
            ("unknown way with too few", with(MAIN, "人数不足: 暂缓 ", "人数不足: 再说 ")),
            ("nobody judges", with(MAIN, "    由: 小组办公室\n    问: [到位", "    问: [到位")),
            ("judged after the freeze", with(MAIN, "    止: 11月30日", "    止: 12月31日")),
            ("reminders that reach nobody", with(MAIN, "    前后对比: 是", "    提醒: 标准")),
            ("put right, and no kind of task", without("\n交办:", "\n# 四、走访")),
            (
                "put right, and nothing is deducted",
                with(MAIN, "扣分: {每发现1个问题: 1, 逾期整改: 2}", "由: 考评组"),
            ),
            (
                "put right, and no units are judged",
                with(MAIN, "    前后对比: 是", "    前后对比: 是\n    整改期限: 5个工作日"),
            ),
            (
                "too few, and nobody rates",
                with(MAIN, "    每次至少: 4", "    每次至少: 4\n    人数不足: 记零"),
            ),
            (
                "compared, and units are judged",
                with(MAIN, "    每次至少: 4", "    每次至少: 4\n    前后对比: 是"),
            ),
            (
                "drawn, and nobody inspects",
                with(MAIN, "    人数不足: 暂缓 ", "    每次至少: 4\n    人数不足: 暂缓 "),
            ),
            (
                "put right, and raters judge",
                with(MAIN, "    人数不足: 暂缓 ", "    整改期限: 5个工作日\n    人数不足: 暂缓 "),
            ),
        ]),
    );
}

/// A formula may name a whole round; that the round could not be read is said where it is written, and there alone.
#[test]
fn what_names_a_round_that_could_not_be_read_is_no_further_fault() {
    let scale = "量表: [满意 100, 基本满意 80, 不满意 40], 至少: 30人, 匿名: 是, 去头尾: 5%}";
    let broken = with(MAIN, &format!("权重: 100, {scale}"), &format!("权重: 90, {scale}"));
    let files = replaced(broken, MAIN, "mass-survey.服务对象 × 0.15", "mass-survey × 0.15");
    let findings = compile(&files).findings;
    let errors: Vec<&Finding> = findings.iter().filter(|it| it.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].sentence.zh.contains("90"), "{errors:?}");
}

#[test]
fn faults_of_scores() {
    let whole = "群众满意: {满分: 15";
    agree(
        "faults_of_scores",
        &list(vec![
            ("groups that are not the whole", with(MAIN, "        满分: 40", "        满分: 30")),
            ("lines that are not the group", with(MAIN, whole, "群众满意: {满分: 14.5")),
            ("an unknown indicator", with(MAIN, "按时办结数 / 应办数", "按时办洁数 / 应办数")),
            (
                "an unknown group of raters",
                with(MAIN, "three-way.群众评议 × 0.15", "three-way.群众评仪 × 0.15"),
            ),
            ("a round by its name", with(MAIN, "mass-survey.服务对象 × 0.15", "群众问卷.服务对象 × 0.15")),
            (
                "an unknown duty in an indicator",
                with(MAIN, "任务: [study, meetings]", "任务: [studdy, meetings]"),
            ),
            ("a condition in a formula", with(MAIN, "组织生活完成率 × 10", "如果(组织生活完成率 > 0.9")),
            ("two numbers without a sign", with(MAIN, "组织生活完成率 × 10", "组织生活完成率 × 10 10")),
            (
                "a line that nobody scores",
                with(MAIN, "领导评价: {满分: 5, 由: 分管领导, 问: 总体评价}", "领导评价: {满分: 5}"),
            ),
            (
                "a line with two scorers",
                with(
                    MAIN,
                    "领导评价: {满分: 5, 由: 分管领导",
                    "领导评价: {满分: 5, 自动: 办结率, 由: 分管领导",
                ),
            ),
            ("grades that rise", with(MAIN, "合格: ≥60", "合格: ≥90")),
            ("no grade for the rest", with(MAIN, ", 不合格: 其余}", ", 不合格: ≥0}")),
            ("a veto to no grade", with(MAIN, "定为不合格", "定为不和格")),
            ("a tie by no line", with(MAIN, "同分: [群众满意", "同分: [群众满一")),
            (
                "publicity in days of any kind",
                with(MAIN, "公示: 5个工作日                      # （A）\n    申诉", "公示: 5天\n    申诉"),
            ),
            ("publicity without appeals", with(MAIN, "    申诉: {向: 领导小组, 答复: 5个工作日}", "    #")),
            ("frozen outside the campaign", with(MAIN, "冻结: 12月12日", "冻结: 2015-01-12")),
            ("frozen before the last evidence", with(MAIN, "冻结: 12月12日", "冻结: 11月28日")),
            ("answers after the end", with(MAIN, "冻结: 12月12日", "冻结: 12月19日")),
            ("unknown export", with(MAIN, "导出: [xlsx, html, csv]", "导出: [xlsx, pdf]")),
        ]),
    );
}

#[test]
fn faults_of_lists() {
    agree(
        "faults_of_lists",
        &list(vec![
            ("criticism without a hearing", with(MAIN, "    陈述: 3个工作日", "    #")),
            ("criticism without evidence", with(MAIN, "    证据: 必附\n    陈述", "    陈述")),
            ("a grade that is none", with(MAIN, "[等次 优秀]", "[等次 优良]")),
            ("a condition that is none", with(MAIN, "总分 < 60]", "表现很差]")),
            ("an unknown indicator", with(MAIN, "红色督办单 ≥ 2", "红色督办但 ≥ 2")),
            ("neither praise nor criticism", with(MAIN, "性质: 表彰", "性质: 公布")),
            ("a grade without a sheet", without("\n评分:", "\n名单:")),
            ("approved by nobody", with(MAIN, "    批准: 领导小组\n    公示", "    公示")),
        ]),
    );
}

#[test]
fn faults_of_self_arranged_visits() {
    let festivals = "节前: [七一, 重阳]";
    agree(
        "faults_of_self_arranged_visits",
        &list(vec![
            ("a festival outside the campaign", with(MAIN, festivals, "节前: [七一, 重阳, 春节]")),
            ("a festival that the table does not have", with(MAIN, festivals, "节前: [七一, 重羊]")),
            ("festivals without a table", with(MAIN, "    节日表: festivals.csv\n", "")),
            ("a table that is not there", with(MAIN, "节日表: festivals.csv", "节日表: festival.csv")),
            ("a festival on no day", with("festivals.csv", "qiyi,七一,2014-07-01", "qiyi,七一,2014-02-30")),
            (
                "places and kinds",
                with(MAIN, "    对象: [困难党员, 老党员]", "    对象: [困难党员]\n    地点: 联系点"),
            ),
            ("neither places nor kinds", with(MAIN, "    对象: [困难党员, 老党员]\n", "")),
            ("carried back to no kind of case", with(MAIN, "转办: outreach-case", "转办: outreach-cas")),
            (
                "carried back to what never comes from the field",
                with(MAIN, "转办: outreach-case", "转办: netizen"),
            ),
            (
                "carried back from planned visits to no kind of case",
                with(MAIN, "    间隔: 20  ", "    转办: outreach-cas\n    间隔: 20  "),
            ),
            ("a warning on one day", with(MAIN, "    转办: public-appeal", "    未去提醒: 6月30日")),
            ("days after an event that the file does not name", with(MAIN, "    遇事: [重病, 受灾]\n", "")),
            ("visitors who are no audience", with(MAIN, "走访人: 职能单位", "走访人: 职能单味")),
        ]),
    );
}

#[test]
fn faults_of_visitors_in_turn() {
    let turns = |lines: &str| with(MAIN, "    时间: 全程  ", &format!("    {lines}\n    时间: 全程  "));
    agree(
        "faults_of_visitors_in_turn",
        &list(vec![
            ("a post that nobody holds", turns("轮流: [副局长甲, 副局长戊]")),
            ("a post that many hold", turns("轮流: [内勤]")),
            ("somebody twice", turns("轮流: [分管领导, 副局长乙]")),
            ("how often, but not who", turns("每人至少: 2")),
            ("not enough rounds", turns("轮流: [副局长甲, 副局长乙]\n    每人至少: 2")),
        ]),
    );
}

/// All 83 rows of the plan are served, and a file that says so in English has the same digest.
#[test]
fn every_row_of_the_shipped_plan_is_served() {
    let definition = compile(&service_year()).definition.unwrap();
    let open: Vec<&str> =
        definition.plan.iter().filter(|row| row.lines.is_empty()).map(|row| row.row.as_str()).collect();
    assert_eq!((definition.plan.len(), open), (83, Vec::new()));
    let of = |row: &str| definition.plan.iter().find(|one| one.row == row).unwrap().lines.join(" ");
    assert_eq!(of("S53"), "走访/contact-points");
    assert_eq!(of("S59"), "阶段/mobilization");
}

#[test]
fn rows_of_the_plan_that_no_line_serves_are_reported() {
    let text = String::from_utf8(service_year().files[MAIN].clone()).unwrap();
    let plan = if text.contains("\n方案:") { "方案:" } else { "活动:" };
    let rows = |rows: &str| match plan {
        "方案:" => with(MAIN, "行: S1..S83", &format!("行: {rows}")),
        _ => with(MAIN, "\n活动:", &format!("\n方案: {{行: {rows}}}\n\n活动:")),
    };
    let found = |files: &Files| printed(&compile(files));
    let open = found(&rows("S1..S90"));
    assert!(open.contains("方案有 90 条") && open.contains("没有着落的："), "{open}");
    let unknown = found(&rows("S1..S76"));
    assert!(
        unknown.contains("没有叫“S81”的方案条目") && unknown.contains("没有叫“S82”的方案条目"),
        "{unknown}"
    );
    assert!(found(&rows("S9..S1")).contains("看不懂方案条目"));
}

/// Moving the freeze to 12/19 puts the last answer on 2015-01-05; check says that it passes the phase end
/// and that it needs the next year's calendar.
#[test]
fn an_answer_in_the_next_year_is_reported_twice() {
    let definition = compile(&service_year()).definition.unwrap();
    let appeals = definition.scores[0].appeals.as_ref().unwrap();
    assert_eq!(appeals.last_answer.to_string(), "2014-12-26");
    let moved = compile(&with(MAIN, "冻结: 12月12日", "冻结: 12月19日"));
    let appeals = moved.definition.as_ref().unwrap().scores[0].appeals.clone().unwrap();
    assert_eq!(appeals.last_answer.to_string(), "2015-01-05");
    let findings = printed(&moved);
    assert!(
        findings.contains("最后一件申诉要到 2015-01-05 才答复，那时“考核评价”阶段已经结束（2014-12-31）"),
        "{findings}"
    );
    assert!(findings.contains("这一天要用 2015 年的放假安排"), "{findings}");
}

/// The groups of the shipped sheet as offices keep such sheets.
const SHEET: &str = "\
年度考核评分表,,,,,,,\n\
组,指标,满分,方式,规则,问,否则,类别\n\
日常督查,按时办结,15,自动,按时办结数 / 应办数 × 15,,,\n\
,全部办结,10,自动,办结数 / 应办数 × 10,,,\n\
,督查扣分,15,扣分,每发现1个问题 1；逾期整改 2,,,\n\
年度考核,具体服务事项,20,人工,考评组,实效,,\n\
,台账资料,10,自动,台账及时率 × 10,,,\n\
,学习和组织生活,10,自动,组织生活完成率 × 10,,,\n\
,群众满意,15,问卷,three-way.群众评议 × 0.15,,mass-survey.服务对象 × 0.15,\n\
,领导评价,5,人工,分管领导,总体评价,,\n";

/// The shipped campaign with the groups of its sheet in a table.
fn with_table(table: &str) -> Files {
    let mut files = edited(service_year(), MAIN, |text| {
        let (from, to) = (text.find("    组:   ").unwrap(), text.find("    加分: {上限").unwrap());
        format!("{}    组: 评分表.csv\n{}", &text[..from], &text[to..])
    });
    files.files.insert("评分表.csv".to_owned(), table.as_bytes().to_vec());
    files
}

#[test]
fn a_score_sheet_in_a_table_is_the_sheet_that_the_file_would_say() {
    let said = compile(&service_year()).definition.unwrap();
    let compiled = compile(&with_table(SHEET));
    let found: Vec<&str> = compiled
        .findings
        .iter()
        .filter(|finding| finding.severity != Severity::Note)
        .map(|finding| finding.sentence.zh.as_str())
        .collect();
    assert_eq!(found, [""; 0]);
    assert_eq!(compiled.definition.unwrap().scores, said.scores);
    assert!(crate::definition::needs(&with_table(SHEET).files[MAIN]).contains(&"评分表.csv".to_owned()));
}

#[test]
fn faults_of_a_score_sheet_in_a_table_stand_in_its_cells() {
    let broken =
        SHEET.replace("15,自动,按时办结数", "16,自动,按时办结书").replace("问卷,three-way", "投票,three-way");
    let compiled = compile(&with_table(&broken));
    let of_table = compiled.findings.iter().filter(|finding| finding.file == "评分表.csv");
    let findings: Vec<(Option<String>, String)> =
        of_table.map(|finding| (finding.cell.clone(), finding.sentence.zh.clone())).collect();
    assert!(
        findings.iter().any(|(cell, zh)| cell.as_deref() == Some("E3") && zh.contains("按时办结书")),
        "{findings:?}"
    );
    assert!(
        findings.iter().any(|(cell, zh)| cell.as_deref() == Some("D9") && zh.contains("投票")),
        "{findings:?}"
    );
    assert!(compiled.definition.is_none());
}
