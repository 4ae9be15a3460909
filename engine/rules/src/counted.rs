//! A number with its noun in English, whose one is not spelled like its many.

use std::fmt::Display;

/// `1 unit`, `3 units`, `1 duty`, `2 duties`, `1 person`, `5 people`. The number may already be written.
#[must_use]
pub fn counted(count: &dyn Display, one: &str) -> String {
    let count = count.to_string();
    match (count.as_str(), one) {
        ("1", _) => format!("1 {one}"),
        (_, "person") => format!("{count} people"),
        _ => match one.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
            Some(stem) => format!("{count} {stem}ies"),
            None => format!("{count} {one}s"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_spelled_like_many() {
        let said =
            [(1, "unit"), (0, "unit"), (2, "duty"), (1, "duty"), (3, "day"), (1, "person"), (5, "person")]
                .map(|(count, one)| counted(&count, one));
        assert_eq!(said, ["1 unit", "0 units", "2 duties", "1 duty", "3 days", "1 person", "5 people"]);
        assert_eq!(counted(&"1", "event"), "1 event");
    }
}
