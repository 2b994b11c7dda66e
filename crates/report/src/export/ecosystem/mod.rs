//! What is taken along of an ecosystem view: all answers and all numbers as CSV, a report as Markdown, the result as JSON,
//! a table for the clipboard.
//!
//! Owns what these texts hold. All but the answers are made of a [`Picture`], in which nothing is that must not be shown;
//! the answers are for the person who holds the responses. Described in `docs/exports.md`. Must not know how numbers come
//! about.

mod answers;
mod markdown;
mod numbers;
mod result;

pub use answers::{ANSWER_COLUMNS, Answers, TAG_PREFIX};
pub use markdown::{view_grid, view_markdown};
pub use numbers::{NUMBER_COLUMNS, numbers};
pub use result::{VIEW_RESULT_SCHEMA, view_result};

use cohort::{Basis, Consensus, GapClass, GroupKind, Picture};
use domain::model::Role;

/// What a kind of group is called in files.
fn group_id(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::All => "all",
        GroupKind::Role(Role::Orchestrator) => "orchestrators",
        GroupKind::Role(Role::Member) => "members",
        GroupKind::Part(_) => "tag",
    }
}

fn gap_id(class: GapClass) -> &'static str {
    match class {
        GapClass::Alike => "alike",
        GapClass::Watch => "watch",
        GapClass::Flag => "flag",
    }
}

fn consensus_id(class: Consensus) -> &'static str {
    match class {
        Consensus::Strong => "strong",
        Consensus::Mixed => "mixed",
        Consensus::Split => "split",
    }
}

fn basis_id(basis: Basis) -> &'static str {
    match basis {
        Basis::BothRoles => "both_roles",
        Basis::OneRole(Role::Orchestrator) => "orchestrators",
        Basis::OneRole(Role::Member) => "members",
        Basis::Heads => "heads",
        Basis::Nothing => "nothing",
    }
}

/// Of how many practices of a principle a mean of a group is shown: so many are behind the value of the principle.
fn practices_behind(picture: &Picture, principle: usize, group: usize) -> u64 {
    let practices = picture.practices.iter().filter(|practice| practice.principle == principle);
    let cells = practices.filter_map(|practice| practice.cells.get(group));
    cells.filter(|cell| cell.mean.is_some()).count() as u64
}
