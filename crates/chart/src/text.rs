//! How wide a text may get and where it is broken.
//!
//! Owns an estimate that errs on the wide side for every common system font, because nothing here can measure. Must not
//! know where the text goes. Works on clusters, a letter with the marks that belong to it, and never breaks inside one.

/// Thousandths of the font size that a character takes at most, on average, in the widest common interface fonts.
fn advance(c: char) -> i32 {
    match c {
        _ if joins(c) => 0,
        'i' | 'j' | 'l' | 'I' | 'J' | '\'' | '’' => 300,
        '|' | '.' | ',' | ':' | ';' | '·' | ' ' | '\u{a0}' => 345,
        't' | 'f' | 'r' | '-' | '‐' | '(' | ')' | '/' | '!' => 415,
        's' | 'z' | 'c' | '"' | '?' | '–' => 550,
        'v' | 'x' | 'y' | 'k' => 600,
        'm' | 'M' | 'W' | '@' | '%' | '—' | '…' | 'æ' | 'œ' => 1000,
        'w' => 830,
        'a'..='z' | '0'..='9' | 'E' | 'F' | 'L' | 'P' | 'S' | 'T' | 'Y' => 640,
        'A' | 'B' | 'C' | 'K' | 'R' | 'V' | 'X' | 'Z' => 700,
        'A'..='Z' => 790,
        'ß'..='ö' | 'ø'..='ÿ' => 650,
        '\u{100}'..='\u{17e}' if lower(c) == c => 650,
        '\u{80}'..='\u{24f}' => 800,
        '\u{370}'..='\u{58f}' => 860,
        '\u{1f000}'.. => 1400,
        '\u{1100}'.. if wide(c) => 1050,
        _ => 900,
    }
}

/// Scripts that fill a square and may be broken between any two signs.
fn wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Signs that belong to the letter before them: marks, vowel signs, joiners, variation selectors, skin tones.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}'
        | '\u{5bf}' | '\u{5c1}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}'
        | '\u{951}'..='\u{957}' | '\u{962}'..='\u{963}' | '\u{981}'..='\u{983}'
        | '\u{9bc}'..='\u{9cd}' | '\u{a01}'..='\u{a03}' | '\u{a3c}'..='\u{a4d}'
        | '\u{bbe}'..='\u{bcd}' | '\u{c3e}'..='\u{c4d}' | '\u{d3e}'..='\u{d4d}'
        | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1160}'..='\u{11ff}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200b}'..='\u{200f}'
        | '\u{2060}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}'..='\u{309a}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Punctuation that must not begin a line.
fn closes(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '」'
            | '』'
            | '）'
            | '〉'
            | '》'
            | '・'
            | 'ー'
            | '！'
            | '？'
            | '：'
    )
}

fn vowel(c: char) -> bool {
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāēīōūőűąęıůěœаеёиоуыэюяіїєαεηιουωάέήίόύώ"
        .chars()
        .any(|vowel| vowel == c)
}

/// The width of one line of text in the unit of `size`, on the wide side.
pub fn width(text: &str, size: i32, bold: bool) -> i32 {
    let mut thousandths = 0;
    let mut before = ' ';
    for c in text.chars() {
        // What a joiner or a pair of flag letters puts together takes the room of one sign.
        let merged = before == '\u{200d}' || is_flag(before) && is_flag(c);
        thousandths += if merged { 0 } else { advance(c) };
        before = if merged { ' ' } else { c };
    }
    // Bold faces of the common interface fonts are up to a sixth wider.
    let thousandths = if bold { thousandths + thousandths / 6 } else { thousandths };
    (thousandths * size + 999) / 1000
}

/// What stands between a piece and the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// A space, or nothing at the end of a line.
    Space,
    /// Nothing at all.
    Nothing,
    /// Nothing, or a hyphen at the end of a line.
    Hyphen,
}

/// A piece that stays together.
struct Piece {
    text: String,
    width: i32,
    after: After,
}

/// Everything that is the same for all pieces of a text.
#[derive(Clone, Copy)]
struct Face {
    size: i32,
    bold: bool,
}

impl Face {
    fn width(self, text: &str) -> i32 {
        width(text, self.size, self.bold)
    }
}

/// Breaks `text` into at most `lines` lines that are at most `room` wide, in the unit of `size`.
///
/// Breaks at spaces, after hyphens and slashes and between signs of scripts without spaces; breaks a word only where it
/// does not fit, at a soft hyphen if it has one and otherwise before a syllable; ends with an ellipsis only where nothing
/// else helps. Lines come out about equally long. An empty text has no lines.
pub fn wrap(text: &str, room: i32, size: i32, bold: bool, lines: usize) -> Vec<String> {
    let face = Face { size, bold };
    let mut pieces = pieces(text, room, face, false);
    let mut broken = fill(&pieces, room, face);
    if broken.len() > lines {
        // Words that would have fitted a line of their own are broken as well before anything is cut off.
        let packed = self::pieces(text, room, face, true);
        let tighter = fill(&packed, room, face);
        if tighter.len() < broken.len() {
            pieces = packed;
            broken = tighter;
        }
    }
    if broken.len() > lines {
        broken.truncate(lines);
        if let Some(last) = broken.last_mut() {
            *last = shorten(last, room, face);
        }
        return broken;
    }
    balance(&pieces, room, face, broken)
}

/// The text on one line, cut with an ellipsis where `room` ends.
pub fn one_line(text: &str, room: i32, size: i32, bold: bool) -> String {
    let clean = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String = clean.chars().filter(|c| !c.is_control() && *c != '\u{ad}').collect();
    let face = Face { size, bold };
    if face.width(&clean) <= room { clean } else { shorten(&clean, room, face) }
}

fn shorten(line: &str, room: i32, face: Face) -> String {
    let mut kept = String::new();
    for cluster in clusters(line.trim_end_matches('-')) {
        if face.width(&kept) + face.width(&cluster) + face.width("…") > room {
            break;
        }
        kept.push_str(&cluster);
    }
    let mut kept = kept.trim_end().to_owned();
    kept.push('…');
    kept
}

/// Letters with what belongs to them.
fn clusters(word: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut glued = false;
    for c in word.chars() {
        match out.last_mut() {
            Some(last) if glued || joins(c) => last.push(c),
            Some(last) if is_flag(c) && last.chars().count() == 1 && last.starts_with(is_flag) => {
                last.push(c);
            }
            _ => out.push(c.to_string()),
        }
        glued = c == '\u{200d}';
    }
    out
}

fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

fn pieces(text: &str, room: i32, face: Face, packed: bool) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for word in text.split_whitespace() {
        for part in parts(word) {
            let (part, after) = part;
            let width = face.width(&part);
            let long = width + if after == After::Hyphen { face.width("-") } else { 0 } > room;
            if long || packed {
                break_word(&part, room, face, after, &mut out);
            } else {
                out.push(Piece { text: part, width, after });
            }
        }
        if let Some(last) = out.last_mut() {
            last.after = After::Space;
        }
    }
    out
}

/// A word at the places where it may be broken whether it is long or not.
fn parts(word: &str) -> Vec<(String, After)> {
    let mut out = Vec::new();
    let mut part = String::new();
    let mut clusters = clusters(word).into_iter().peekable();
    while let Some(cluster) = clusters.next() {
        let soft = cluster.contains('\u{ad}');
        part.extend(cluster.chars().filter(|c| *c != '\u{ad}' && !c.is_control()));
        let next = clusters.peek().and_then(|next| next.chars().next());
        let Some(next) = next else { break };
        let first = cluster.chars().next().unwrap_or(' ');
        let after = if soft {
            Some(After::Hyphen)
        } else if (wide(first) || wide(next)) && !closes(next)
            || matches!(first, '-' | '‐' | '–' | '—' | '/') && part.chars().count() > 1
        {
            Some(After::Nothing)
        } else {
            None
        };
        if let Some(after) = after {
            out.push((std::mem::take(&mut part), after));
        }
    }
    if !part.is_empty() {
        out.push((part, After::Nothing));
    }
    out
}

/// Where syllables begin, as far as that can be told without a dictionary: before the consonant in front of a vowel, or
/// before the whole of what is spoken together (ch, sch, ck, tr, str), three letters from either end.
fn syllables(letters: &[char]) -> Vec<usize> {
    let at = |i: usize| letters.get(i).copied().unwrap_or(' ');
    let mut out = Vec::new();
    for i in 1..letters.len() {
        if !vowel(at(i)) || vowel(at(i - 1)) || !spelled(at(i - 1)) {
            continue;
        }
        let mut start = i - 1;
        let pair = |start: usize| (at(start.wrapping_sub(1)), at(start));
        if matches!(
            pair(start),
            ('b' | 'c' | 'd' | 'f' | 'g' | 'k' | 'p' | 't', 'r')
                | ('b' | 'c' | 'f' | 'g' | 'k' | 'p', 'l')
                | ('c' | 'g' | 'p' | 's' | 't', 'h')
                | ('c', 'k')
        ) {
            start -= 1;
        }
        let consonant_before = start > 1 && spelled(at(start - 2)) && !vowel(at(start - 2));
        if pair(start) == ('s', 'c') || matches!(pair(start), ('s', 'p' | 't')) && consonant_before
        {
            start -= 1;
        }
        if start >= 3 && start + 3 <= letters.len() && spelled(at(start - 1)) {
            out.push(start);
        }
    }
    out
}

/// Breaks a word at its syllables. What is still too long is broken between any two clusters.
fn break_word(word: &str, room: i32, face: Face, after: After, out: &mut Vec<Piece>) {
    let clusters = clusters(word);
    let hyphen = face.width("-");
    let firsts: Vec<char> = clusters.iter().map(|c| c.chars().next().map_or(' ', lower)).collect();
    let syllables = syllables(&firsts);
    let mut piece = String::new();
    let mut before = ' ';
    for (i, (cluster, here)) in clusters.iter().zip(firsts).enumerate() {
        let full = face.width(&piece) + face.width(cluster) + hyphen > room;
        if !piece.is_empty() && (full || syllables.contains(&i)) {
            let width = face.width(&piece);
            let letters = spelled(before) && spelled(here);
            let after = if letters { After::Hyphen } else { After::Nothing };
            out.push(Piece { text: std::mem::take(&mut piece), width, after });
        }
        piece.push_str(cluster);
        before = here;
    }
    if !piece.is_empty() {
        let width = face.width(&piece);
        out.push(Piece { text: piece, width, after });
    }
}

/// Letters of scripts that are hyphenated: Latin, Greek and Cyrillic. The library knows the letters of all scripts, from
/// tables that are two kilobytes.
fn spelled(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ'
        | 'Ά' | 'Έ'..='ϵ' | 'Ϸ'..='ҁ' | 'Ҋ'..='ԯ')
}

/// The small letter of a common Latin, Greek or Cyrillic capital; other signs as they are. The library knows the letters
/// of all scripts, from a table that is eleven kilobytes.
fn lower(c: char) -> char {
    let code = u32::from(c);
    let step = match c {
        'A'..='Z' | 'À'..='Þ' | 'Α'..='Ϋ' | 'А'..='Я' => 32,
        'Ά' => 38,
        'Έ'..='Ί' => 37,
        'Ό' => 64,
        'Ύ' | 'Ώ' => 63,
        'Ѐ'..='Џ' => 80,
        // Capital and small letter by turns.
        '\u{139}'..='\u{148}' | '\u{179}'..='\u{17e}' => code % 2,
        '\u{100}'..='\u{177}' => 1 - code % 2,
        _ => 0,
    };
    char::from_u32(code + step).unwrap_or(c)
}

/// Where a line ends and what is drawn there, line by line.
fn fill(pieces: &[Piece], room: i32, face: Face) -> Vec<String> {
    let hyphen = face.width("-");
    let space = face.width(" ");
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let mut pending = After::Nothing;
    for piece in pieces {
        let gap = if pending == After::Space && !line.is_empty() { space } else { 0 };
        let tail = if piece.after == After::Hyphen { hyphen } else { 0 };
        if !line.is_empty() && used + gap + piece.width + tail > room {
            if pending == After::Hyphen {
                line.push('-');
            }
            lines.push(std::mem::take(&mut line));
            used = 0;
        } else if gap > 0 {
            line.push(' ');
            used += gap;
        }
        line.push_str(&piece.text);
        used += piece.width;
        pending = piece.after;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The narrowest room in which the text still takes as many lines, and no more words are broken.
fn balance(pieces: &[Piece], room: i32, face: Face, full: Vec<String>) -> Vec<String> {
    if full.len() < 2 {
        return full;
    }
    let hyphens = |lines: &[String]| lines.iter().filter(|line| line.ends_with('-')).count();
    let allowed = hyphens(&full);
    let widest = pieces.iter().map(|piece| piece.width + face.width("-")).max().unwrap_or(0);
    let (mut low, mut high) = (widest.min(room), room);
    let mut best = full;
    while high - low > face.size / 4 {
        let middle = low.midpoint(high);
        let lines = fill(pieces, middle, face);
        if lines.len() == best.len() && hyphens(&lines) <= allowed {
            best = lines;
            high = middle;
        } else {
            low = middle;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{lower, spelled};

    #[test]
    fn common_letters_are_known() {
        let european = ('A'..='z').chain('À'..='Ž').chain('Ά'..='Ϋ').chain('Ѐ'..='џ');
        for c in european.filter(|c| c.is_alphabetic() && !matches!(c, 'İ' | 'ĸ' | 'Ÿ')) {
            assert!(spelled(c), "{c}");
            assert_eq!(c.to_lowercase().next(), Some(lower(c)), "{c}");
        }
        for c in "0 -·×÷–中ひ\u{ad}".chars() {
            assert!(!spelled(c), "{c}");
        }
    }
}
