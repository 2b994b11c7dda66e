//! Finding our documents in JSON, without building a tree of what is no response.
//!
//! Owns which parts of a text are documents of this app and which are not. A result carries a hundred kilobytes of words
//! around its assessment, an array can have hundreds of them, and a backup is one text of many assessments: the text is
//! gone through by its brackets and strings alone, and only the assessments in it are read by [`domain::wire`].
//!
//! An assessment is any object that says `"app":"twelvefold"` and `"kind":"assessment"`, wherever it stands: alone, in a
//! result, in a backup, in a list of these, or in something that others put around them.

use std::{collections::VecDeque, ops::Range};

use base::json::{Node, Unreadable};
use domain::wire::{APP, MAX_BACKUP_BYTES};

/// As deep as JSON is read.
const MOST_OPEN: usize = 128;

/// A part of a text, to be read in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// To be searched for codes.
    Text(Range<usize>),
    /// An assessment.
    Document(Range<usize>),
    /// A document of ours that is cut off or damaged, from its beginning to the end of the text.
    Broken(Range<usize>),
}

/// Going through JSON, in portions.
#[derive(Default)]
pub(super) struct Scan {
    at: usize,
    /// What is open at this place, the outermost first.
    open: Vec<Open>,
    /// Where the string begins that is open.
    string: Option<usize>,
    /// Our documents that are closed, none of them within another.
    ours: Vec<Ours>,
}

/// A bracket that is open.
struct Open {
    start: usize,
    is_table: bool,
    /// In a table, whether the next string is a key, and the last key.
    awaits_key: bool,
    key: Word,
    is_ours: bool,
    kind: Option<Kind>,
}

/// What a string says, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    App,
    Kind,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Assessment,
    Result,
    Backup,
    Other,
}

/// A document of ours.
struct Ours {
    range: Range<usize>,
    kind: Kind,
    /// The assessments in it; itself, if it is one.
    assessments: Vec<Range<usize>>,
}

impl Scan {
    /// Begins at this place of a text.
    pub(super) fn new(at: usize) -> Self {
        Self { at, ..Self::default() }
    }

    /// Goes through about `portion` bytes more. At the end, the pieces of the text. What is no JSON after all, is searched for
    /// codes from where our last document ended.
    pub(super) fn step(&mut self, text: &str, portion: usize) -> Option<VecDeque<Piece>> {
        let until = self.at.saturating_add(portion);
        let bytes = text.as_bytes();
        loop {
            if self.at >= until && self.at < bytes.len() {
                return None;
            }
            if let Some(start) = self.string {
                let ahead = bytes.get(self.at..until.min(bytes.len())).unwrap_or_default();
                let Some(skipped) = ahead.iter().position(|byte| matches!(byte, b'"' | b'\\'))
                else {
                    self.at += ahead.len();
                    if ahead.is_empty() {
                        return Some(self.pieces(text));
                    }
                    continue;
                };
                self.at += skipped;
                if bytes.get(self.at) == Some(&b'\\') {
                    self.at += 2;
                } else {
                    self.string = None;
                    let said = bytes.get(start..self.at).unwrap_or_default();
                    self.at += 1;
                    self.said(said);
                }
                continue;
            }
            let is_json = match bytes.get(self.at) {
                None => return Some(self.pieces(text)),
                Some(byte) => self.is_json(*byte),
            };
            if !is_json {
                return Some(self.pieces(text));
            }
            self.at += 1;
        }
    }

    /// Takes a byte that is in no string. Returns whether it can stand there.
    fn is_json(&mut self, byte: u8) -> bool {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => return true,
            b'{' | b'[' if self.open.len() < MOST_OPEN => {
                let is_table = byte == b'{';
                self.open.push(Open {
                    start: self.at,
                    is_table,
                    awaits_key: is_table,
                    key: Word::Other,
                    is_ours: false,
                    kind: None,
                });
                return true;
            }
            b'}' | b']' => return self.close(byte == b'}'),
            // Documents below or beside each other.
            b',' if self.open.is_empty() => return true,
            _ => {}
        }
        let Some(open) = self.open.last_mut() else { return false };
        match byte {
            b'"' => self.string = Some(self.at + 1),
            b',' => open.awaits_key = open.is_table,
            b':' => return open.is_table && !open.awaits_key,
            _ => return byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'),
        }
        true
    }

    /// Takes a string.
    fn said(&mut self, said: &[u8]) {
        let Some(open) = self.open.last_mut() else { return };
        if open.awaits_key {
            open.awaits_key = false;
            open.key = match said {
                b"app" => Word::App,
                b"kind" => Word::Kind,
                _ => Word::Other,
            };
        } else if open.key == Word::App {
            open.is_ours = said == APP.as_bytes();
        } else if open.key == Word::Kind && open.kind.is_none() {
            open.kind = Some(match said {
                b"assessment" => Kind::Assessment,
                b"result" => Kind::Result,
                b"backup" => Kind::Backup,
                _ => Kind::Other,
            });
        }
    }

    /// Takes a closing bracket. Returns whether it belongs to what is open.
    fn close(&mut self, is_table: bool) -> bool {
        if self.open.last().is_none_or(|open| open.is_table != is_table) {
            return false;
        }
        let Some(open) = self.open.pop().filter(|open| open.is_ours) else { return true };
        let range = open.start..self.at + 1;
        let kind = open.kind.unwrap_or(Kind::Other);
        let inner = self.ours_within(open.start);
        let assessments = if kind == Kind::Assessment {
            vec![range.clone()]
        } else {
            inner.into_iter().flat_map(|inner| inner.assessments).collect()
        };
        self.ours.push(Ours { range, kind, assessments });
        true
    }

    /// Takes out our documents that begin after this place.
    fn ours_within(&mut self, start: usize) -> Vec<Ours> {
        let first = self.ours.partition_point(|ours| ours.range.start < start);
        self.ours.split_off(first)
    }

    /// The pieces of the text, as far as it is known.
    fn pieces(&mut self, text: &str) -> VecDeque<Piece> {
        let mut broken = None;
        if let Some(open) = self.open.iter().position(|open| open.is_ours) {
            let open = self.open.swap_remove(open);
            let inner = self.ours_within(open.start);
            let assessments = inner.into_iter().flat_map(|inner| inner.assessments);
            let assessments: Vec<_> = assessments.collect();
            let range = open.start..text.len();
            let kind = open.kind.unwrap_or(Kind::Other);
            let is_missed = match kind {
                // What of a result comes after its assessment is worked out from it: nothing is missing then.
                Kind::Result => assessments.is_empty(),
                Kind::Assessment | Kind::Backup => true,
                Kind::Other => false,
            };
            broken = is_missed.then(|| range.clone());
            self.ours.push(Ours { range, kind, assessments });
        }
        let mut pieces = VecDeque::new();
        let mut at = 0;
        for ours in self.ours.drain(..) {
            // What of ours has no assessments in it can have codes.
            if ours.assessments.is_empty() && ours.kind == Kind::Other {
                continue;
            }
            pieces.push_back(Piece::Text(at..ours.range.start));
            pieces.extend(ours.assessments.into_iter().map(Piece::Document));
            at = ours.range.end;
        }
        pieces.extend(broken.map(Piece::Broken));
        pieces.push_back(Piece::Text(at..text.len()));
        pieces.retain(|piece| !matches!(piece, Piece::Text(range) if range.is_empty()));
        pieces
    }
}

/// What is wrong with a document that is cut off or damaged.
pub(super) fn fault(text: &str) -> Result<(), Unreadable> {
    Node::parse(text, MAX_BACKUP_BYTES).map(drop)
}
