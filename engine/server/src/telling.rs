//! What is said of events, with the names that their campaign gave to things: in headers, as JSON, through filters.
//!
//! Nothing here decides or changes anything. Start at [`Naming`], which everything else asks for names.

mod body;
mod filter;
mod json;
mod names;
mod naming;
mod people;
pub(crate) mod sentence;
mod subject;
mod teller;

pub use filter::{Filter, When, family};
pub use json::EventJson;
pub use naming::Naming;
pub use subject::Subject;
pub(crate) use teller::Teller;
