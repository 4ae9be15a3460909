//! Ledgers of the shipped campaign: balance, corrections, freshness (S20, S29, S40, S43).

use muster_protocol::definition::{Column, Holds, Variant};
use muster_protocol::form::NUMBER_MAX;
use muster_protocol::ledger::Cell;

use crate::town::{Town, text};

const STORE: &str = "love-market/018";

fn number(number: u32) -> Cell {
    Cell::Number(number)
}

fn word(word: &str) -> Cell {
    Cell::Word(word.to_owned())
}

#[test]
fn a_stock_never_goes_below_zero_and_the_sentence_shows_the_sum() {
    let mut town = Town::new();
    town.enter("2014-05-20T09:00", STORE, &[("入库", number(5))]);
    let answer = town.enter("2014-05-20T09:01", STORE, &[("发放", number(8))]);
    assert_eq!(
        answer,
        "“结存”不能为负：上期结存 5 + 入库 0 - 发放 8 = -3；请核对，或用 muster ledger correct 更正前面的记录"
    );
    let answer = town.enter("2014-05-20T09:02", STORE, &[("发放", number(2)), ("结存", number(2))]);
    assert!(answer.starts_with("“结存”填的是2，应为：上期结存 5 + 入库 0 - 发放 2 = 3"), "{answer}");
    assert_eq!(
        town.enter("2014-05-20T09:03", STORE, &[("发放", number(2)), ("结存", number(3))]),
        "ledger.entered"
    );
    assert_eq!(town.stocks(), [5, 3], "what was refused left nothing");
}

#[test]
fn a_correction_is_a_row_of_its_own_and_history_stays() {
    let mut town = Town::new();
    town.enter("2014-05-20T09:00", STORE, &[("入库", number(5))]);
    town.enter("2014-05-20T09:01", STORE, &[("发放", number(3))]);
    // Not 3 but 1 was given out: 2 - (-3) + (-1).
    assert_eq!(town.correct("2014-05-20T09:02", STORE, 2, &[("发放", number(1))]), "ledger.corrected");
    assert_eq!(town.stocks(), [5, 2, 4]);
    let answer = town.correct("2014-05-20T09:03", STORE, 2, &[("发放", number(2))]);
    assert_eq!(answer, "第2行已由第3行更正，请更正第3行");
    assert_eq!(town.correct("2014-05-20T09:04", STORE, 9, &[("发放", number(2))]), "没有第9行，台账共3行");
    let answer = town.correct("2014-05-20T09:05", STORE, 1, &[("入库", number(0))]);
    assert!(answer.contains("去掉原记录后的结存 -1"), "{answer}");
    assert_eq!(town.correct("2014-05-20T09:06", STORE, 3, &[("发放", number(0))]), "ledger.corrected");
    assert_eq!(town.stocks(), [5, 2, 4, 5]);
}

#[test]
fn every_row_adds_up_with_the_stock_before_it_where_the_ledger_has_a_column_for_that() {
    const COLUMNS: [&str; 4] = ["上期结存", "入库", "发放", "结存"];
    let mut town = Town::new();
    town.amend(|def| {
        let duty = def.duties.iter_mut().find(|duty| duty.id == "love-market").unwrap();
        let Variant::Ledger(ledger) = &mut duty.variant else { panic!("no ledger") };
        let previous = u8::try_from(ledger.columns.len()).unwrap();
        ledger.columns.push(Column { name: COLUMNS[0].to_owned(), holds: Holds::Number });
        ledger.balance.as_mut().unwrap().previous = Some(previous);
    });
    let some = |numbers: [u32; 4]| numbers.map(Some).to_vec();
    town.enter("2014-05-20T09:00", STORE, &[("入库", number(100)), ("发放", number(50))]);
    assert_eq!(town.numbers(&COLUMNS), some([0, 100, 50, 50]));
    // What somebody thinks was there before is held against what was.
    let wrong = [("上期结存", number(99)), ("入库", number(50)), ("发放", number(5))];
    let answer = town.enter("2014-05-20T09:01", STORE, &wrong);
    assert!(answer.starts_with("“上期结存”填的是99，应为：上期结存 50 + 入库 50 - 发放 5 = 95"), "{answer}");
    town.enter("2014-05-20T09:02", STORE, &[("上期结存", number(50)), ("入库", number(10))]);
    assert_eq!(town.numbers(&COLUMNS), some([50, 10, 0, 60]));
    // A correction stands on what is left without the wrong row.
    town.correct("2014-05-20T09:03", STORE, 1, &[("入库", number(100)), ("发放", number(25))]);
    assert_eq!(town.numbers(&COLUMNS), some([10, 100, 25, 85]));
    town.enter("2014-05-20T09:04", STORE, &[("发放", number(80))]);
    assert_eq!(town.numbers(&COLUMNS), some([85, 0, 80, 5]));
    // Less than nothing is left without a row of which something was given out since: no number says that.
    town.correct("2014-05-20T09:05", STORE, 3, &[("入库", number(100)), ("发放", number(20))]);
    assert_eq!(town.numbers(&COLUMNS), [None, Some(100), Some(20), Some(10)]);
}

#[test]
fn an_entry_makes_the_ledger_fresh_and_a_tick_does_not() {
    let mut town = Town::new();
    town.pass("2014-05-20T09:00");
    let answer = town.submit("2014-05-20T09:00", "love-market.2014-05/018");
    assert!(answer.contains("muster ledger enter love-market/018"), "{answer}");
    let answer = town.enter("2014-05-20T09:01", STORE, &[("入库", number(5))]);
    assert_eq!(answer, "ledger.entered item.submitted step.withdrawn item.closed");
    assert_eq!(
        town.enter("2014-05-21T09:00", STORE, &[("入库", number(5))]),
        "ledger.entered",
        "it is fresh already"
    );
    // Nothing in June: late on 1 July. The next entry closes June, late; July asks for one of its own.
    town.pass("2014-07-02T09:00");
    let answer = town.enter("2014-07-02T09:00", STORE, &[("入库", number(1))]);
    assert_eq!(answer.matches("item.closed").count(), 1, "{answer}");
    let answer = town.enter("2014-07-02T09:01", STORE, &[("入库", number(1))]);
    assert_eq!(answer.matches("item.closed").count(), 1, "{answer}");
    assert_eq!(town.enter("2014-07-02T09:02", STORE, &[("入库", number(1))]), "ledger.entered");
}

#[test]
fn a_ledger_of_fixed_rows_is_fresh_when_each_was_entered() {
    let mut town = Town::new();
    let aid = "village-aid/001";
    let rows =
        ["强化村级班子建设", "强化村级经济建设", "强化公益事业建设", "强化高效农业发展", "强化村庄环境整治"];
    town.pass("2014-06-10T09:00");
    let answer = town.enter("2014-06-10T09:00", aid, &[("进展", Cell::Text(text()))]);
    assert!(answer.contains("请用 --row 写明是哪一行"), "{answer}");
    assert!(town.enter_fixed("2014-06-10T09:00", aid, "强化扶贫").contains("（强化扶贫帮困）"));
    for row in rows {
        assert_eq!(town.enter_fixed("2014-06-10T09:01", aid, row), "ledger.entered");
    }
    assert!(town.enter_fixed("2014-06-10T09:02", aid, "强化扶贫帮困").ends_with("item.closed"));
    // Behind by a quarter: what closes the third quarter's item does not close the fourth's.
    town.pass("2014-10-09T09:00");
    let all = || rows.iter().copied().chain(["强化扶贫帮困"]);
    for quarter in ["the third, late", "the fourth"] {
        let answers: Vec<String> = all().map(|row| town.enter_fixed("2014-10-09T09:00", aid, row)).collect();
        assert_eq!(answers.iter().filter(|answers| answers.ends_with("item.closed")).count(), 1, "{quarter}");
        assert!(answers.last().unwrap().ends_with("item.closed"), "{quarter}");
    }
}

#[test]
fn cells_hold_what_their_columns_do() {
    let mut town = Town::new();
    let log = "volunteer-log/005";
    let mut enter = |cells: &[(&str, Cell)]| town.enter("2014-05-20T09:00", log, cells);
    assert_eq!(enter(&[("类型", word("植树"))]), "“类型”里没有“植树”，只有：便民利民、扶贫帮困");
    assert_eq!(
        enter(&[("对象", word("农民"))]),
        "“对象”里没有“农民”，只有：困难群众、弱势群体、农民工（农民工）"
    );
    assert_eq!(enter(&[("人次", word("多"))]), "“人次”这一栏要填整数");
    assert!(enter(&[("人数", number(3))]).ends_with("（人次）"));
    assert!(enter(&[]).starts_with("这一行什么也没填"));
    let tomorrow = Cell::Date("2014-05-21".parse().unwrap());
    assert!(enter(&[("日期", tomorrow)]).contains("还没到"));
    assert!(enter(&[("人次", number(3)), ("人次", number(4))]).contains("填了两次"));
    assert_eq!(
        town.enter("2014-05-20T09:00", "volunteer-log/006", &[("人次", number(3))]),
        "006不用记“志愿服务台账”"
    );
    assert!(town.enter("2014-05-20T09:00", "study/005", &[]).contains("没有台账“study”"));
}

#[test]
fn a_stock_that_no_number_holds_is_not_called_negative() {
    let mut town = Town::new();
    // Each number has a bound of its own; four of them are nearly all that a stock holds.
    for minute in 0..4 {
        town.enter(&format!("2014-05-20T09:0{minute}"), STORE, &[("入库", number(NUMBER_MAX))]);
    }
    let answer = town.enter("2014-05-20T09:04", STORE, &[("入库", number(NUMBER_MAX))]);
    assert!(answer.starts_with("“结存”最多4294967295"), "{answer}");
    assert_eq!(town.stocks().last(), Some(&(4 * NUMBER_MAX)));
}
