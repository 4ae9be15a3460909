//! What ops look at: the board, the day's numbers, the checks of the doctor.

pub mod board;
pub mod doctor;
pub mod pulse;
pub mod watching;
