//! The settings of a stream, asked and kept: nats-server drops some without a word, and somebody may have made the stream
//! otherwise.

use async_nats::jetstream::stream::Config;

/// The first setting that the server keeps otherwise than asked.
pub(super) fn differs(asked: &Config, kept: &Config) -> Option<(&'static str, String, String)> {
    macro_rules! compare {
        ($($field:ident),+) => {$(
            if asked.$field != kept.$field {
                return Some((stringify!($field), format!("{:?}", asked.$field), format!("{:?}", kept.$field)));
            }
        )+};
    }
    compare!(
        subjects,
        retention,
        storage,
        discard,
        max_bytes,
        max_messages,
        max_messages_per_subject,
        max_consumers,
        max_age,
        num_replicas,
        duplicate_window,
        deny_delete,
        deny_purge,
        sealed,
        no_ack,
        allow_rollup,
        discard_new_per_subject,
        mirror,
        sources,
        subject_transform,
        republish,
        first_sequence,
        description
    );
    None
}
