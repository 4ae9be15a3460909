use crate::say;

use crate::definition::Decimal;
use crate::ids::Digest;
use crate::refs::bodies;

use super::description::{About, describe, texts};

bodies! {
    /// Raters were invited, each by a code of which the log holds the digest.
    pub struct RatersInvited<R: Refs> {
        /// Id of the round.
        pub round: String,
        /// Its session, such as `2014-07`.
        pub session: String,
        /// Name of the group of raters.
        pub group: String,
        /// The unit that they belong to, where that matters.
        pub unit: Option<R::Unit> => (unit),
        /// Digests of the codes.
        pub ballots: Vec<Digest>,
    }

    /// A rater answered.
    pub struct RatingGiven<R: Refs> {
        /// Id of the round.
        pub round: String,
        /// Its session.
        pub session: String,
        /// Name of the group of raters.
        pub group: String,
        /// Digest of the code, of the number of a paper ballot, or of the post that rates.
        pub ballot: Digest,
        /// Whether it came on paper.
        pub paper: bool,
        /// The answers.
        pub answers: Vec<RatedOf<R>> => ..,
        /// A comment, a salted blob.
        pub comment: Option<Digest>,
    }

    /// One answer of a rater.
    pub struct RatedOf<R: Refs> {
        /// The unit; none where the goals of the campaign are judged.
        pub unit: Option<R::Unit> => (unit),
        /// Which of the goals, from 0.
        pub ask: u16,
        /// What the answer is worth.
        pub points: Decimal,
    }

    /// Units were drawn for an inspection, by a seed with which anybody draws the same.
    pub struct InspectionDrawn<R: Refs> {
        /// Id of the round.
        pub round: String,
        /// Its session.
        pub session: String,
        /// The seed.
        pub seed: String,
        /// Among how many units.
        pub among: u32,
        /// The units, in the order in which they were drawn.
        pub units: Vec<R::Unit> => [unit],
    }
}

describe! { (self, titles)
    RatersInvited<R> {
        about: About::Session(&self.round, &self.session),
        // A ballot is known by the digest of its code, which is nowhere stored.
        blobs: Vec::new(),
        summary: {
            let (count, group) = (self.ballots.len(), &self.group);
            Some(format!("{count} raters of {group} invited to {}/{}", self.round, self.session))
        },
        sentence: {
            let Self { round, session, group, ballots, .. } = self;
            let count = ballots.len();
            say!(
                titles.language(),
                "count-raters-of-group-invited-to-round-session",
                #count = count,
                group,
                round,
                session
            )
        },
    }
    RatingGiven<R> {
        // Not about the units: nobody must see in the stream who answered about whom.
        about: About::Session(&self.round, &self.session),
        blobs: texts(&self.comment),
        summary: Some(format!("a rater of {} answered in {}/{}", self.group, self.round, self.session)),
        sentence: {
            let Self { round, session, group, .. } = self;
            say!(titles.language(), "a-rater-of-group-answered-in-round-session", group, round, session)
        },
    }
    InspectionDrawn<R> {
        about: About::Session(&self.round, &self.session),
        blobs: Vec::new(),
        summary: {
            let (count, among) = (self.units.len(), self.among);
            Some(format!("{count} of {among} units drawn for {}/{}", self.round, self.session))
        },
        sentence: {
            let Self { round, session, among, units, .. } = self;
            let count = units.len();
            let language = titles.language();
            say!(language, "count-of-among-units-drawn-for-round-session", count, #among = among, round, session)
        },
    }
}
