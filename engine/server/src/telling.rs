//! What is said of events: in headers, as JSON, through filters. Events name everything by themselves, so nobody is asked what
//! anything is called.
//!
//! Nothing here decides or changes anything. Start at [`EventJson`].

mod filter;
mod json;
mod subject;
mod teller;

pub use filter::{Filter, When, family};
pub use json::EventJson;
pub use subject::Subject;
pub(crate) use teller::Teller;
