//! What is said of events: in headers, as JSON, through filters. Events name everything by themselves, so nobody is asked what
//! anything is called.
//!
//! Nothing here decides or changes anything. Start at [`EventJson`].

mod describer;
mod filter;
mod json;
mod subject;

pub(crate) use describer::Describer;
pub use filter::{Filter, When, family};
pub use json::{EventJson, RecordJson};
pub use subject::Subject;
