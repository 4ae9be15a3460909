//! Engine, workers and servers as processes of their own, some of them killed.

pub(super) mod apart;
pub(super) mod away;
pub(super) mod behind;
pub(super) mod channels;
pub(super) mod five_processes;
pub(super) mod halted;
pub(super) mod inside_and_outside;
pub(super) mod killed;
pub(super) mod nats;
pub(super) mod planners;
pub(super) mod stream;
pub(super) mod wave;
