//! Takes back what libraries offer to JavaScript and nobody asks for.
//!
//! What a library exports to JavaScript is kept by the linker even when the app has no use for the library, and the
//! binding tool writes glue for it. Without the exports the tool finds by itself what nothing refers to any more, and
//! leaves it out.

use crate::project::{Context, Outcome};
use wasm_encoder::{CustomSection, ExportKind, ExportSection, Module, RawSection};
use wasmparser::{Export, ExportSectionReader, ExternalKind, Parser, Payload};

/// What is taken back.
struct Library {
    /// The package, as the binding tool's notes name it: with a hash behind.
    name: &'static str,
    /// What its exported names have in them.
    exports: &'static str,
}

/// Streams of bytes for server functions, which come with Leptos and which this app without a server does not have.
const LIBRARIES: [Library; 1] = [Library { name: "wasm-streams-", exports: "intounderlying" }];

/// Where the binding tool's macros leave their notes: one after the other, each with its length before it and the
/// version of the tool in a note of its own before each.
const NOTES: &str = "__wasm_bindgen_unstable";

/// The same linked program without those exports and the notes on them. Everything else stays as it is to the byte: the
/// linker's notes count bytes. Refuses a program without such exports: either they have other names now, or this file can go.
pub(crate) fn remove(program: &[u8]) -> Outcome<Vec<u8>> {
    let doing = "cannot take unused exports out of the app";
    let mut module = Module::new();
    let mut taken = 0;
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload.context(doing)?;
        match &payload {
            Payload::ExportSection(section) => {
                let exports = without_exports(section).context(doing)?;
                taken += section.count() - exports.len();
                module.section(&exports);
            }
            Payload::CustomSection(section) if section.name() == NOTES => {
                let data = without_notes(section.data()).ok_or_else(|| {
                    format!("{doing}: the notes of the binding tool are not as they were")
                })?;
                module.section(&CustomSection { name: NOTES.into(), data: data.into() });
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let start = usize::try_from(range.start).context(doing)?;
                    let end = usize::try_from(range.end).context(doing)?;
                    let data = program.get(start..end).ok_or(doing)?;
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    if taken == 0 {
        return Err(format!(
            "{doing}: there are none (xtask/src/split/mod.rs says what to look at)"
        ));
    }
    Ok(module.finish())
}

fn without_exports(section: &ExportSectionReader<'_>) -> wasmparser::Result<ExportSection> {
    let mut exports = ExportSection::new();
    for export in section.clone() {
        let Export { name, kind, index } = export?;
        if LIBRARIES.iter().any(|library| name.contains(library.exports)) {
            continue;
        }
        let kind = match kind {
            ExternalKind::Func | ExternalKind::FuncExact => ExportKind::Func,
            ExternalKind::Table => ExportKind::Table,
            ExternalKind::Memory => ExportKind::Memory,
            ExternalKind::Global => ExportKind::Global,
            ExternalKind::Tag => ExportKind::Tag,
        };
        exports.export(name, kind, index);
    }
    Ok(exports)
}

fn without_notes(mut notes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(notes.len());
    while !notes.is_empty() {
        let (version, after) = note(notes)?;
        let (of_library, after) = note(after)?;
        let (pair, _) = notes.split_at_checked(notes.len() - after.len())?;
        let unused = LIBRARIES.iter().any(|library| {
            let name = library.name.as_bytes();
            of_library.windows(name.len()).any(|window| window == name)
        });
        if !version.starts_with(b"{") {
            return None;
        }
        if !unused {
            kept.extend_from_slice(pair);
        }
        notes = after;
    }
    Some(kept)
}

/// The first of several notes, and what follows it.
fn note(notes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = notes.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{NOTES, remove};
    use wasm_encoder::{
        CustomSection, ExportKind, ExportSection, FunctionSection, Module, RawSection, SectionId,
        TypeSection,
    };

    fn notes(of: &[&str]) -> Vec<u8> {
        let mut notes = Vec::new();
        for note in of.iter().flat_map(|note| ["{\"version\":\"1\"}", note]) {
            notes.extend_from_slice(&u32::try_from(note.len()).unwrap().to_le_bytes());
            notes.extend_from_slice(note.as_bytes());
        }
        notes
    }

    /// One function under several names, with its notes and a code section whose lengths are not as short as they could
    /// be: linkers write them so.
    fn program(exports: &[&str], notes: &[u8]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut section = ExportSection::new();
        for name in exports {
            section.export(name, ExportKind::Func, 0);
        }
        let code = [0x81, 0x00, 0x82, 0x80, 0x00, 0x00, 0x0b];
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&section)
            .section(&RawSection { id: SectionId::Code.into(), data: &code })
            .section(&CustomSection { name: NOTES.into(), data: notes.into() })
            .section(&CustomSection { name: "linking".into(), data: (&[1, 2, 3]).into() });
        module.finish()
    }

    #[test]
    fn takes_out_exports_and_notes_and_leaves_the_rest_as_it_is() {
        let all = ["main", "__wbg_intounderlyingsink_free", "intounderlyingsink_close"];
        let before = program(&all, &notes(&["a app-1", "b wasm-streams-2 ", "c app-1"]));
        let after = program(&["main"], &notes(&["a app-1", "c app-1"]));
        assert_eq!(remove(&before).unwrap(), after);
    }

    #[test]
    fn says_when_there_is_nothing_to_take_out() {
        let program = program(&["main"], &notes(&["a app-1"]));
        assert!(remove(&program).unwrap_err().contains("there are none"));
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        let mut torn = notes(&["a app-1"]);
        torn.pop();
        assert!(remove(&program(&["main"], &torn)).unwrap_err().contains("not as they were"));
        let mut odd = notes(&["a app-1"]);
        odd.extend_from_slice(&notes(&["b app-1"])[..19]);
        assert!(remove(&program(&["main"], &odd)).is_err());
        assert!(remove(b"not a program").is_err());
    }
}
