//! What tells that a document is an ecosystem view, which is all that a backup has to know of one. What is in it is read and
//! written by the crate `cohort`.

use super::APP;
use base::json::Node;

/// The schema of the documents that this version writes.
pub const VIEW_SCHEMA: u64 = 1;

/// The largest stored view that is read, in bytes: three for each of the five million units that a browser has room for.
pub const MAX_VIEW_BYTES: usize = 16_000_000;

/// Whether a document says that it is a view of a schema that this version knows.
pub(super) fn is_view(node: &Node) -> bool {
    let word = |key: &str| node.get(key).and_then(Node::as_text);
    word("app") == Some(APP) && word("kind") == Some("view") && newer_view_schema(node).is_none()
}

/// The schema of a document, if it is newer than this version knows.
pub fn newer_view_schema(node: &Node) -> Option<u64> {
    node.get("schema").and_then(Node::as_whole).filter(|schema| *schema > VIEW_SCHEMA)
}
