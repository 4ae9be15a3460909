//! Documents for programs, made from the lists that the code keeps.

pub mod asyncapi;
pub mod openapi;
