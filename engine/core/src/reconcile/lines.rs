//! Lines of score sheets, which have no id: what was said of one stays its own when it is called otherwise. As everywhere, another
//! name with the same content is a renaming if there is exactly one such pair; where there are more, nothing is guessed.

use muster_protocol::codec;
use muster_protocol::definition::{ScoreLine, ScoreSheet};

fn lines(sheet: &ScoreSheet) -> impl Iterator<Item = (&str, &ScoreLine)> {
    sheet.groups.iter().flat_map(|group| group.lines.iter().map(move |line| (group.name.as_str(), line)))
}

/// What a line is besides its names, in its group.
fn content(group: &str, line: &ScoreLine) -> Vec<u8> {
    let bare = ScoreLine { name: String::new(), formerly: Vec::new(), ..line.clone() };
    codec::encode(&(group, bare))
}

/// The line of the running sheet that this one is: the one of its name, else the only one that is gone and has its content, where
/// no other new line has it.
fn before<'o>(
    old: &'o ScoreSheet,
    new: &ScoreSheet,
    (group, line): (&str, &ScoreLine),
) -> Option<&'o ScoreLine> {
    let named = |sheet: &ScoreSheet, name: &str| lines(sheet).any(|(_, line)| line.name == name);
    if let Some((_, same)) = lines(old).find(|(_, known)| known.name == line.name) {
        return Some(same);
    }
    let wanted = content(group, line);
    let mut gone =
        lines(old).filter(|(at, it)| !named(new, &it.name) && content(at, it) == wanted).map(|(_, it)| it);
    let new_alike = lines(new).filter(|(at, it)| !named(old, &it.name) && content(at, it) == wanted).count();
    gone.next().filter(|_| gone.next().is_none() && new_alike == 1)
}

/// Gives every line of a changed sheet the names that it had before.
pub(super) fn carry(old: &ScoreSheet, new: &mut ScoreSheet) {
    let changed = new.clone();
    for group in &mut new.groups {
        for line in &mut group.lines {
            let Some(was) = before(old, &changed, (group.name.as_str(), &*line)) else { continue };
            let mut names: Vec<String> = was.formerly.iter().chain([&was.name]).cloned().collect();
            // A name that a line has now is that line's.
            names.retain(|name| lines(&changed).all(|(_, known)| known.name != *name));
            line.formerly = names;
        }
    }
}

#[cfg(test)]
mod tests {
    use muster_protocol::definition::{Decimal, ScoreGroup, Scorer, TooFew};
    use muster_protocol::ids::{AudienceIx, RoleIx};
    use muster_protocol::time::Date;

    use super::*;

    fn line(name: &str, max: i32) -> ScoreLine {
        ScoreLine {
            name: name.to_owned(),
            formerly: Vec::new(),
            refs: Vec::new(),
            max: Decimal::whole(max),
            categories: Vec::new(),
            scorer: Scorer::Judged { by: RoleIx(0), ask: String::new() },
            otherwise: None,
        }
    }

    fn sheet(lines: &[(&str, i32)]) -> ScoreSheet {
        let lines = lines.iter().map(|(name, max)| line(name, *max)).collect();
        ScoreSheet {
            id: "annual".to_owned(),
            name: "年度".to_owned(),
            refs: Vec::new(),
            audience: AudienceIx(0),
            total: Decimal::whole(100),
            groups: vec![ScoreGroup { name: "组".to_owned(), weight: Decimal::whole(100), lines }],
            bonus: None,
            vetoes: Vec::new(),
            within_category: true,
            ties: Vec::new(),
            grades: Vec::new(),
            missing: TooFew::Wait,
            freeze: Date::default(),
            appeals: None,
            feeds: Vec::new(),
            exports: Vec::new(),
        }
    }

    fn carried(old: &ScoreSheet, new: &[(&str, i32)]) -> ScoreSheet {
        let mut new = sheet(new);
        carry(old, &mut new);
        new
    }

    fn formerly(sheet: &ScoreSheet) -> Vec<Vec<&str>> {
        lines(sheet).map(|(_, line)| line.formerly.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn a_line_that_is_called_otherwise_is_known_by_its_content_and_keeps_all_its_names() {
        let first = sheet(&[("实效", 15), ("满意", 20)]);
        let second = carried(&first, &[("满意", 20), ("成效", 15)]);
        assert_eq!(formerly(&second), [vec![], vec!["实效"]]);
        // The same file once more, which says nothing of names before; and the reconciled sheet itself.
        assert_eq!(carried(&second, &[("满意", 20), ("成效", 15)]), second);
        let mut again = second.clone();
        carry(&second, &mut again);
        assert_eq!(again, second);
        // Called otherwise again, and then as at first.
        let third = carried(&second, &[("满意", 20), ("结果", 15)]);
        assert_eq!(formerly(&third), [vec![], vec!["实效", "成效"]]);
        let back = carried(&third, &[("满意", 20), ("实效", 15)]);
        assert_eq!(formerly(&back), [vec![], vec!["成效", "结果"]]);
    }

    #[test]
    fn where_content_changed_too_or_several_are_alike_nothing_is_guessed() {
        let alike = sheet(&[("甲", 10), ("乙", 10)]);
        assert_eq!(formerly(&carried(&alike, &[("丙", 10), ("丁", 10)])), [vec![""; 0], vec![]]);
        assert_eq!(formerly(&carried(&alike, &[("丙", 10)])), [vec![""; 0]]);
        assert_eq!(formerly(&carried(&alike, &[("甲", 10), ("丁", 20)])), [vec![""; 0], vec![]]);
        // Names that were exchanged are lines that were changed.
        assert_eq!(formerly(&carried(&alike, &[("乙", 10), ("甲", 10)])), [vec![""; 0], vec![]]);
    }
}
