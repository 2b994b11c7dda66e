//! Gives what the program asks of its glue short names.
//!
//! The binding tool tells functions of the browser apart by a hash in each name. Nothing compresses a hash, and the
//! program and the glue, which are two downloads, both have all of them. Only these two know the names, so they can be
//! anything as long as they are the same. What the program shows to its other parts keeps its names.

use crate::project::{Context, Outcome};
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::Parser;

/// The same program and glue with short names between them. Refuses a glue that does not define each of the names exactly
/// once in the way that the tool writes them now, one to a line: a newer one may write something else.
pub(crate) fn shorten(program: &[u8], glue: &str, stem: &str) -> Outcome<(Vec<u8>, String)> {
    let mut renaming = Renaming { module: format!("./{stem}_bg.js"), names: BTreeMap::new() };
    let mut renamed = Module::new();
    renaming
        .parse_core_module(&mut renamed, Parser::new(0), program)
        .context("cannot rename what the app asks of its glue")?;

    let mut lines = Vec::new();
    let mut defined = 0;
    let mut modules = 0;
    for line in glue.lines() {
        let bare = line.trim_start();
        if let Some((name, rest)) = bare.split_once(": function")
            && let Some(short) = renaming.names.get(name)
        {
            defined += 1;
            lines.push(format!("{short}: function{rest}"));
        } else if let Some(rest) = bare.strip_prefix(&format!("\"{}\": ", renaming.module)) {
            modules += 1;
            lines.push(format!("{MODULE}: {rest}"));
        } else {
            lines.push(line.to_owned());
        }
    }
    let asked = renaming.names.len();
    if defined != asked || modules != 1 {
        return Err(format!(
            "the app asks for {asked} functions of its glue, and the glue defines {defined} of them in {modules} objects"
        ));
    }
    lines.push(String::new());
    Ok((renamed.finish(), lines.join("\n")))
}

/// What the program calls its glue.
const MODULE: &str = "g";

/// Copies a program, with other names for what it imports from one module.
struct Renaming {
    module: String,
    names: BTreeMap<String, String>,
}

impl Reencode for Renaming {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            if import.module == self.module {
                let next = short(self.names.len());
                let name = self.names.entry(import.name.to_owned()).or_insert(next);
                imports.import(MODULE, name, ty);
            } else {
                imports.import(import.module, import.name, ty);
            }
        }
        Ok(())
    }
}

/// The n-th short name: a to z, then aa, ab and so on. None is a name that an object has by itself.
fn short(n: usize) -> String {
    let before = n.checked_div(26).and_then(|n| n.checked_sub(1)).map(short).unwrap_or_default();
    let letter = char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
    format!("{before}{letter}")
}

#[cfg(test)]
mod tests {
    use super::{short, shorten};
    use wasm_encoder::{EntityType, ImportSection, MemoryType, Module, TypeSection};
    use wasmparser::{Parser, Payload};

    const GLUE: &str = "import * as import1 from \"./app-parts.js\"\nconst import0 = {\n  __wbg_now_12ab: function(arg0) {\n    \
        return now(arg0);\n  },\n__wbg_then_34cd: function() { return then(); },\n};\nreturn {\n\"./app_bg.js\": import0,\n\
        \"./app-parts.js\": import1,\n};\n";

    fn program(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in names {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        imports.import("./app-parts.js", "load", EntityType::Function(0));
        let memory = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import("./app_bg.js", names[0], EntityType::Memory(memory));
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    fn imports(program: &[u8]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(program) {
            if let Payload::ImportSection(section) = payload.unwrap() {
                for import in section.into_imports() {
                    let import = import.unwrap();
                    found.push((import.module.to_owned(), import.name.to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let program = program(&["__wbg_then_34cd", "__wbg_now_12ab"]);
        let (program, glue) = shorten(&program, GLUE, "app").unwrap();
        let pair = |module: &str, name: &str| (module.to_owned(), name.to_owned());
        assert_eq!(
            imports(&program),
            [pair("g", "a"), pair("g", "b"), pair("./app-parts.js", "load"), pair("g", "a")]
        );
        assert_eq!(
            glue,
            "import * as import1 from \"./app-parts.js\"\nconst import0 = {\nb: function(arg0) {\n    return now(arg0);\n  \
             },\na: function() { return then(); },\n};\nreturn {\ng: import0,\n\"./app-parts.js\": import1,\n};\n"
        );
    }

    #[test]
    fn refuses_a_glue_that_it_does_not_know() {
        let known = program(&["__wbg_then_34cd", "__wbg_now_12ab"]);
        let other = program(&["__wbg_then_34cd", "__wbg_other_56ef"]);
        assert!(shorten(&other, GLUE, "app").unwrap_err().contains("defines 1 of them"));
        assert!(shorten(&known, GLUE, "other").unwrap_err().contains("in 0 objects"));
        let twice = format!("{GLUE}__wbg_now_12ab: function() {{}}\n");
        assert!(shorten(&known, &twice, "app").unwrap_err().contains("defines 3 of them"));
        assert!(shorten(b"not a program", GLUE, "app").is_err());
    }

    #[test]
    fn short_names_differ() {
        let names: Vec<String> = (0..800).map(short).collect();
        let unique: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
        let some: Vec<&str> =
            [0, 25, 26, 27, 52, 701, 702].iter().map(|n| names[*n].as_str()).collect();
        assert_eq!(some, ["a", "z", "aa", "ab", "ba", "zz", "aaa"]);
    }
}
