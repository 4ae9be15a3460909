//! What people bring to the units, and what the units keep books of: cases and ledgers from the command line.

use super::service_year;
use crate::site::{Site, ZH, text};

const LAUNCH: &str = "2014-04-28T09:00:00+08:00";

fn shown(year: &Site, name: &str) -> String {
    year.on(&["show", name]).with(0).stdout
}

#[test]
fn a_call_and_a_stock_are_run_from_the_command_line() {
    let year = Site::new(ZH);
    year.on(&["up", "--clock", "stepped", "--start", LAUNCH, "--until", LAUNCH]).with(0);
    year.by("领导小组", &["launch", text(&service_year::file()), "--late"]).with(0);
    year.run_to("2014-05-06T10:30:00+08:00");
    a_call(&year);
    a_stock(&year);
    year.on(&["verify", "--views"]).with(0);
}

fn a_call(year: &Site) {
    let call = ["case", "receive", "hotline-12319", "--about"];
    let printed = year.by("017-clerk", &[&call[..], &["投素"]].concat()).with(3).stderr;
    assert!(printed.contains("是不是想写“投诉”"), "{printed}");
    let printed = year.by("017-clerk", &[&call[..], &["投诉", "--text", "水管漏水"]].concat()).with(0).stdout;
    assert!(printed.contains("hotline-12319/1：受理限 2014-05-06 16:00，承诺办结限 2014-05-13"), "{printed}");
    // The eve of 1 May: half a working day later is Sunday 4 May, which is worked. It was over before it was taken in.
    let eve = ["投诉", "--received", "2014-04-30T17:20"];
    year.by("017-clerk", &[&call[..], &eve].concat()).with(0);
    year.by("017-clerk", &["case", "accept", "hotline-12319/1"]).with(0);
    year.by("017-clerk", &["case", "answer", "hotline-12319/1", "--text", "已修复"]).with(0);
    year.by("017-clerk", &["case", "call-back", "hotline-12319/1", "--dissatisfied"]).with(0);
    let table = shown(year, "hotline-12319");
    for cell in ["05-04 11:50", "办理中", "待受理", "热线", "按时受理：1/2（50.00%）", "回访满意：0/1"]
    {
        assert!(table.contains(cell), "{cell}: {table}");
    }
    let story = shown(year, "hotline-12319/1");
    assert!(story.contains("不满意") && story.contains("重办") && story.contains("承诺限：05-13"), "{story}");
}

fn a_stock(year: &Site) {
    let enter = |cells: &[&str]| {
        let cells = cells.iter().flat_map(|cell| ["--cell", cell]);
        let arguments: Vec<&str> = ["ledger", "enter", "love-market/018"].into_iter().chain(cells).collect();
        year.by("018-clerk", &arguments)
    };
    enter(&["日期=2014-05-06", "入库=5"]).with(0);
    let refusal = enter(&["日期=2014-05-06", "发放=8"]).with(3).stderr;
    assert!(refusal.contains("“结存”不能为负：上期结存 5 + 入库 0 - 发放 8 = -3；请核对"), "{refusal}");
    assert!(enter(&["发放=八"]).with(3).stderr.contains("要填不小于0的整数，不是“八”"));
    assert!(enter(&["发放=1"]).with(3).stderr.contains("“日期”没有填"));
    let fixed = ["--cell", "日期=2014-05-06", "--cell", "入库=9"];
    let correct = [&["ledger", "correct", "love-market/018", "1"][..], &fixed].concat();
    year.by("018-clerk", &correct).with(0);
    let table = shown(year, "love-market/018");
    for cell in ["已由第2行更正", "更正第1行", "2014-05-06", "018-clerk", "共2行"] {
        assert!(table.contains(cell), "{cell}: {table}");
    }
    assert!(shown(year, "love-market").contains("及时"));
    let closed = year.on(&["why", "love-market.2014-05/018"]).with(0).stdout;
    assert!(closed.contains("item.submitted") && closed.contains("018-clerk"), "{closed}");
    // Nobody enters anything in June: in July the table says so, and a tick does not help.
    year.run_to("2014-07-02T09:00:00+08:00");
    assert!(shown(year, "love-market").contains("久未更新：1个单位"));
    let printed = year.by("018-clerk", &["submit", "love-market.2014-06/018"]).with(3).stderr;
    assert!(printed.contains("请用 muster ledger enter love-market/018 记录"), "{printed}");
    enter(&["日期=2014-07-02", "发放=1"]).with(0);
    assert!(shown(year, "love-market").contains("久未更新：0个单位"));
}
