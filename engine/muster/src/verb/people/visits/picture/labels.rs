//! Words beside the marks of the picture: where they lie on nothing else, and marks kept apart, so that each can be seen. The
//! same marks always give the same picture.

/// Height of a line of words, and how wide a character is: one of a wide script, and another one.
pub(super) const LINE: i64 = 16;
const WIDE: i64 = 13;
const NARROW: i64 = 8;
/// Half of the side of a mark with its border.
const HALF: i64 = 7;
/// From the middle of a mark to its words.
const BESIDE: i64 = 10;
/// How far from each other the middles of marks are, and how often those that are nearer give way.
const APART: i64 = 15;
const ROUNDS: usize = 20;
/// How many lines away from its mark words are looked for a place at most.
const FAR: i64 = 12;

/// A rectangle of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i64,
    pub(super) top: i64,
    pub(super) right: i64,
    pub(super) bottom: i64,
}

impl Area {
    fn of_mark((x, y): (i64, i64)) -> Self {
        Self { left: x - HALF, top: y - HALF, right: x + HALF, bottom: y + HALF }
    }

    fn of_words((left, middle): (i64, i64), wide: i64) -> Self {
        Self { left, top: middle - LINE / 2, right: left + wide, bottom: middle + LINE / 2 }
    }

    fn meets(&self, other: &Self) -> bool {
        let across = self.left < other.right && other.left < self.right;
        across && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        let across = self.left <= other.left && other.right <= self.right;
        across && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// Where the words of a mark stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) area: Area,
    /// Whether a line leads to them, since they do not stand straight beside their mark.
    pub(super) led: bool,
}

impl Words {
    /// Where the line from a mark ends.
    pub(super) fn end(&self, (x, y): (i64, i64)) -> (i64, i64) {
        let Area { left, top, right, bottom } = self.area;
        (x.clamp(left, right), y.clamp(top, bottom))
    }
}

/// How wide words are.
fn width(words: &str) -> i64 {
    words.chars().map(|one| if one.is_ascii() { NARROW } else { WIDE }).sum()
}

/// Moves marks that lie on each other apart, as little as it takes.
pub(super) fn apart(marks: &mut [(i64, i64)]) {
    for _ in 0..ROUNDS {
        let mut moved = false;
        for at in 1..marks.len() {
            let (before, rest) = marks.split_at_mut(at);
            let Some(other) = rest.first_mut() else { continue };
            for one in before {
                moved |= give_way(one, other);
            }
        }
        if !moved {
            return;
        }
    }
}

/// Moves two marks apart in the direction in which they are already; whether they were too near.
fn give_way(one: &mut (i64, i64), other: &mut (i64, i64)) -> bool {
    let (east, south) = (other.0 - one.0, other.1 - one.1);
    if east.abs() >= APART || south.abs() >= APART {
        return false;
    }
    let push = |far: i64| (APART - far.abs() + 1) / 2 * if far < 0 { -1 } else { 1 };
    if east.abs() >= south.abs() {
        (one.0, other.0) = (one.0 - push(east), other.0 + push(east));
    } else {
        (one.1, other.1) = (one.1 - push(south), other.1 + push(south));
    }
    true
}

/// What of the picture is taken, and where words may stand at all.
#[derive(Debug)]
pub(super) struct Taken {
    room: Area,
    areas: Vec<Area>,
}

impl Taken {
    pub(super) fn new(room: Area, marks: impl Iterator<Item = (i64, i64)>) -> Self {
        Self { room, areas: marks.map(Area::of_mark).collect() }
    }

    /// Words right of a mark, whatever else is there: those of a column keep off each other.
    pub(super) fn beside(&mut self, (x, y): (i64, i64), words: &str) -> Words {
        let area = Area::of_words((x + BESIDE, y), width(words));
        self.areas.push(area);
        Words { area, led: false }
    }

    /// Words as near to their mark as nothing else is: straight beside it, or somewhere around it and led to by a line.
    pub(super) fn near(&mut self, (x, y): (i64, i64), words: &str) -> Words {
        let wide = width(words);
        let (right, left, over) = (x + BESIDE, x - BESIDE - wide, x - wide / 2);
        let straight = [(right, y), (left, y), (over, y - LINE), (over, y + LINE)];
        let (up, down) = (y - 3 * LINE / 4, y + 3 * LINE / 4);
        let askew = [(right, up), (right, down), (left, up), (left, down)];
        let far = (1..=FAR).flat_map(|lines| {
            let aside = 4 + 6 * lines;
            let of_line = move |middle| [(right + aside, middle), (left - aside, middle), (over, middle)];
            [y - lines * LINE, y + lines * LINE].into_iter().flat_map(of_line)
        });
        let straight = straight.into_iter().map(|at| (at, false));
        let led = askew.into_iter().chain(far).map(|at| (at, true));
        let mut tries = straight.chain(led).map(|(at, led)| Words { area: Area::of_words(at, wide), led });
        let found = tries.find(|words| self.is_free(&words.area));
        let found = found.unwrap_or(Words { area: Area::of_words((right, y), wide), led: false });
        self.areas.push(found.area);
        found
    }

    fn is_free(&self, area: &Area) -> bool {
        self.room.holds(area) && !self.areas.iter().any(|taken| taken.meets(area))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Area = Area { left: 144, top: 0, right: 716, bottom: 480 };
    /// Places of two towns that lie a few steps from each other, and one that lies alone.
    const PLACES: [((i64, i64), &str); 9] = [
        ((325, 348), "城北区人民医院"),
        ((338, 340), "城北区中医院"),
        ((331, 350), "城北区妇幼保健院"),
        ((328, 345), "城北社区卫生服务中心"),
        ((449, 260), "国际医院"),
        ((461, 245), "康宁精神病医院"),
        ((450, 257), "新港社区卫生服务中心"),
        ((455, 253), "International Clinic"),
        ((560, 129), "河东镇卫生院"),
    ];

    fn laid() -> (Vec<(i64, i64)>, Vec<Words>) {
        let mut marks: Vec<(i64, i64)> = PLACES.iter().map(|(at, _)| *at).collect();
        apart(&mut marks);
        let mut taken = Taken::new(ROOM, marks.iter().copied());
        let words = marks.iter().zip(PLACES).map(|(at, (_, words))| taken.near(*at, words)).collect();
        (marks, words)
    }

    #[test]
    fn words_of_near_places_lie_on_no_mark_and_on_no_others() {
        let (marks, words) = laid();
        for (at, one) in words.iter().enumerate() {
            assert!(ROOM.holds(&one.area), "{one:?}");
            assert!(marks.iter().all(|mark| !Area::of_mark(*mark).meets(&one.area)), "{one:?}");
            assert!(words[at + 1..].iter().all(|other| !other.area.meets(&one.area)), "{one:?}");
        }
        let alone = words.last().unwrap();
        assert_eq!((alone.led, alone.area.left), (false, 560 + BESIDE), "nothing is in its way");
        assert!(words.iter().any(|one| one.led), "there is not room beside each of so many");
        assert_eq!(laid(), (marks, words), "the same picture each time");
    }

    #[test]
    fn marks_are_apart_and_stay_near_where_they_were() {
        let (marks, _) = laid();
        for (at, one) in marks.iter().enumerate() {
            let near =
                |other: &(i64, i64)| (one.0 - other.0).abs() < APART && (one.1 - other.1).abs() < APART;
            assert!(!marks[at + 1..].iter().any(near), "{marks:?}");
            let ((x, y), _) = PLACES[at];
            assert!((one.0 - x).abs() < 2 * APART && (one.1 - y).abs() < 2 * APART, "{marks:?}");
        }
        let mut one_point = [(10, 10); 3];
        apart(&mut one_point);
        assert!(one_point[0] != one_point[1] && one_point[1] != one_point[2], "{one_point:?}");
    }

    #[test]
    fn a_line_ends_at_the_edge_of_the_words() {
        let words = Words { area: Area { left: 50, top: 20, right: 90, bottom: 36 }, led: true };
        assert_eq!(
            (words.end((40, 60)), words.end((60, 60)), words.end((100, 28))),
            ((50, 36), (60, 36), (90, 28))
        );
    }
}
