//! Nothing cites a page that is not in the clone.

use muster_tests::tidy::{documents, tree};

#[test]
fn nothing_cites_a_page_that_is_not_here() {
    let found = documents::citations(&tree::files(&tree::root()).unwrap());
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}
