//! Texts that are longer than a counterpart takes: in numbered parts where it shows one message below the other, cut with the
//! link at the end where each message costs.

/// Most parts of one letter: more would bury a group; what is beyond stands behind the link.
pub(super) const PARTS_MAX: usize = 10;

/// Room for `(10/10)` and the end of its line, in bytes.
const NUMBER_BYTES: usize = 8;

/// Says that something is missing.
const MORE: &str = "\n……";

/// The text in parts of at most so many bytes, cut between lines where there are any, each with its number in front.
pub(super) fn parts(text: &str, most: usize) -> Vec<String> {
    if text.len() <= most {
        return vec![text.to_owned()];
    }
    let room = most.saturating_sub(NUMBER_BYTES).max(MORE.len() + 4);
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if parts.len() + 1 == PARTS_MAX {
            parts.push(cut(rest, room));
            break;
        }
        let (head, tail) = head(rest, room);
        parts.push(head.to_owned());
        rest = tail;
    }
    let of = parts.len();
    parts.iter().enumerate().map(|(at, part)| format!("({}/{of})\n{part}", at + 1)).collect()
}

/// As many whole lines as fit, or as much of one as fits, and what follows.
fn head(text: &str, room: usize) -> (&str, &str) {
    if text.len() <= room {
        return (text, "");
    }
    let fits = &text[..text.floor_char_boundary(room)];
    // A line that ends just where the room does is whole.
    let whole = if text[fits.len()..].starts_with('\n') { Some(fits.len()) } else { fits.rfind('\n') };
    match whole.filter(|at| *at > 0) {
        Some(at) => (&text[..at], text[at..].trim_start_matches('\n')),
        None => (fits, &text[fits.len()..]),
    }
}

/// As much as fits in bytes, cut at a line where there is one, with a sign that something is missing and the link that the
/// text ends with.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let link = link(text).filter(|link| link.len() + 1 + MORE.len() < most);
    let room = most - MORE.len().min(most) - link.map_or(0, |link| link.len() + 1);
    let (head, _) = head(text, room);
    match link.filter(|link| !head.contains(link)) {
        Some(link) => format!("{head}{MORE}\n{link}"),
        None => format!("{head}{MORE}"),
    }
}

/// The same by characters, as text messages are counted.
pub(super) fn cut_to_chars(text: &str, most: usize) -> String {
    let chars = text.chars().count();
    if chars <= most {
        return text.to_owned();
    }
    // Bytes of its first characters and of the link, which are the same in number or fewer.
    let link = link(text).filter(|link| link.chars().count() + 1 + MORE.chars().count() < most);
    let room = most.saturating_sub(MORE.chars().count() + link.map_or(0, |link| link.chars().count() + 1));
    let bytes = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let (head, _) = head(text, bytes);
    match link.filter(|link| !head.contains(link)) {
        Some(link) => format!("{head}{MORE}\n{link}"),
        None => format!("{head}{MORE}"),
    }
}

/// The last address in a text: where its person answers.
fn link(text: &str) -> Option<&str> {
    let is_link = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
    text.split([' ', '\n', '：', '（', '）', '<', '>']).rfind(is_link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_goes_in_numbered_parts_between_lines_and_nothing_is_lost() {
        let lines: Vec<String> = (0..200).map(|no| format!("第{no}项 请报送活动记录和照片")).collect();
        let text = lines.join("\n");
        let parts = parts(&text, 2_048);
        assert!(parts.len() > 2 && parts.iter().all(|part| part.len() <= 2_048), "{}", parts.len());
        let of = parts.len();
        let bodies: Vec<&str> = parts
            .iter()
            .enumerate()
            .map(|(at, part)| part.strip_prefix(&format!("({}/{of})\n", at + 1)).unwrap())
            .collect();
        assert_eq!(bodies.join("\n"), text);
        assert_eq!(super::parts("短", 2_048), ["短"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_cut_between_characters() {
        let text = "长".repeat(1_000);
        let parts = parts(&text, 2_048);
        let joined: String = parts.iter().map(|part| part.split_once('\n').unwrap().1).collect();
        assert_eq!((parts.len(), joined), (2, text));
        assert!(parts.iter().all(|part| part.len() <= 2_048));
    }

    #[test]
    fn what_would_be_too_many_parts_ends_with_the_link() {
        let text = format!("{}\n办理：https://a.example/p/abc", "一行文字\n".repeat(5_000));
        let parts = parts(&text, 2_048);
        assert_eq!(parts.len(), PARTS_MAX);
        let last = parts.last().unwrap();
        assert!(last.len() <= 2_048 && last.ends_with("……\nhttps://a.example/p/abc"), "{last}");
    }

    #[test]
    fn a_long_text_is_cut_at_a_line_says_so_and_keeps_its_link() {
        let text = "第一行\n第二行\n第三行";
        assert_eq!(cut(text, 100), text);
        assert_eq!(cut(text, 25), "第一行\n……");
        assert!(cut(&"长".repeat(1_000), 2_048).len() <= 2_048);
        let text = "今日到期：\n一、方案\n二、记录\n三、照片\n办理：https://a.example/p/abc";
        let short = cut_to_chars(text, 40);
        assert_eq!(short, "今日到期：\n一、方案\n……\nhttps://a.example/p/abc");
        assert!(short.chars().count() <= 40);
        assert_eq!(cut_to_chars(text, 1_000), text);
        assert_eq!(cut_to_chars("一二三四五六七八九十", 6), "一二三\n……");
    }
}
