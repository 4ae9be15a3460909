//! What is wrong with a file, and where: data, since people read it in their own language.

/// A fault of an instance's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a path into the file, such as `places[3].duration`; empty for the file as a whole.
    pub at: String,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What a value should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object with fields.
    Object,
    /// True or false.
    Boolean,
    /// A date such as 2027-03-01.
    Date,
}

/// What a name should name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// A location.
    Location,
    /// A leader.
    Leader,
    /// A place.
    Place,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file is not JSON; what the parser says.
    NotJson(String),
    /// The format is another one.
    Format(String),
    /// A field that must be there is not.
    Missing,
    /// The value is of another kind; what it is.
    NotA(Kind, String),
    /// A number outside its limits.
    Outside {
        /// The smallest that may be.
        low: i64,
        /// The largest that may be.
        high: i64,
        /// What stands there.
        found: i64,
    },
    /// A stretch that ends before it begins.
    Reversed {
        /// Its beginning.
        from: i64,
        /// Its end.
        to: i64,
    },
    /// A name of nothing in the file.
    Unknown(Noun, String),
    /// The same thing a second time.
    Twice(String),
    /// More than a limit allows.
    TooMany {
        /// The limit.
        max: usize,
        /// What stands there.
        found: usize,
    },
    /// An empty list where something must be.
    Empty,
    /// A row of the matrix that has another length than there are locations.
    RowLength {
        /// Number of locations.
        want: usize,
        /// Length of the row.
        found: usize,
    },
    /// A location is away from itself.
    AwayFromItself(i64),
    /// None of the words that may stand there.
    NotOneOf(&'static str, String),
}

impl Wrong {
    /// The fault of this at a path.
    #[must_use]
    pub fn at(self, at: impl Into<String>) -> Fault {
        Fault { at: at.into(), wrong: self }
    }
}
