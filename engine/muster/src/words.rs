//! Texts for people, in both languages. Every list here is an exhaustive match: a new word without a text does not build.

pub mod clock;
pub mod day;
pub mod edited;
pub mod glossary;
pub mod impact;
pub mod item;
pub mod moved;
pub mod names;
pub mod people;
pub mod reason;
pub mod refusal;
pub mod sentence;
pub mod step;
pub mod stored;
pub mod visit_fault;
pub mod visit_plan;
pub mod visits;
