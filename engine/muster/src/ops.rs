//! What ops look at: the dashboard, the day's numbers, the checks of the doctor.

pub mod dashboard;
pub mod doctor;
pub mod progress;
pub mod watching;
