//! Characters that people do not see, as the bottom of the house lists them.

pub(crate) use muster_protocol::unseen::{find, shown};
