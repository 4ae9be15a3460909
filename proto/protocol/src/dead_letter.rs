//! Dead letters: what was given up and waits until somebody has it tried again or drops it.

use crate::refs::Numbers;
use crate::shape;

pub use crate::shape::DeadDelivery;

/// See [`shape::DeadLetter`].
pub type DeadLetter = shape::DeadLetter<Numbers>;
