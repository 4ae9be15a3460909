//! From bytes to a tree of nodes and to tables of cells, whatever they say.

pub(super) mod cells;
pub(super) mod damage;
pub(super) mod decimals;
pub(crate) mod fields;
pub(super) mod intake;
pub(super) mod precheck;
pub(super) mod run_together;
pub(super) mod scan;
pub(super) mod tables;
pub(crate) mod tree;
pub(super) mod worksheet;
