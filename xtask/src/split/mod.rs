//! Cuts the app at the functions that the source marks with `wasm_split`: what is needed to start, and what is loaded when
//! it is asked for; and tidies what it has cut.
//!
//! Trunk knows nothing of that. It has compiled the app and made its own glue; this takes the same compiled program, which
//! still has the linker's notes on what refers to what (`--emit-relocs` in `.cargo/config.toml`), divides it, and puts glue
//! and programs for the parts in place of Trunk's.
//!
//! It rests on what no interface promises. Each of these is looked for, and the build stops with a sentence where it is not
//! as it was; so look here after an update of Leptos, wasm-bindgen or the divider:
//!
//! - how the divider writes that a part is loaded ([`with_fallback`]);
//! - how wasm-bindgen writes its glue, one function to a line ([`names`]); it has no option for short names;
//! - where wasm-bindgen's macros leave their notes, and what they say ([`unused`]).
//!
//! `unused` goes when its reason goes. Leptos depends on `server_fn` whether or not an app has server functions, and this on
//! `wasm-streams`, which exports classes to JavaScript; wasm-bindgen makes bindings for what any dependency exports. Watch
//! wasm-bindgen's issue "Do not generate bindings for dependencies"
//! (<https://github.com/wasm-bindgen/wasm-bindgen/issues/1231>); a `wasm-streams` in which these classes are
//! `#[wasm_bindgen(private)]` (after 0.5.0, with wasm-bindgen 0.2.128 or newer), which changes their names and may be the
//! end of it; and a Leptos in which `server_fn` is a feature. No issue of Leptos asks for the last one.

mod names;
mod order;
mod unused;

use crate::project::{Context, Outcome, command, files_below, read, root, run, write};
use crate::tools::TARGET;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// What the names of the app's files begin with, before the hash.
const STEM: &str = "twelvefold-";

/// Divides the app in a build's folder.
pub(crate) fn divide(staging: &Path, release: bool) -> Outcome {
    let stem = stem(staging)?;
    let profile = if release { "release" } else { "debug" };
    let program = target_folder().join(TARGET).join(profile).join("twelvefold.wasm");
    let bytes = fs::read(&program).context(format_args!("cannot read {}", program.display()))?;
    let bytes = unused::remove(&bytes)?;

    let parts = target_folder().join("split");
    if parts.is_dir() {
        fs::remove_dir_all(&parts).context(format_args!("cannot empty {}", parts.display()))?;
    }
    let main = parts.join("main.wasm");
    let glue = format!("./{stem}.js");
    let link = format!("./{stem}-parts.js");
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = &parts;
    options.main_out_path = &main;
    options.main_module = &glue;
    options.link_name = &link;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("cannot divide {}: {error:#}", program.display()))?;
    if split.split_modules.is_empty() {
        return Err(
            "nothing of the app is loaded later: is there a wasm_split function?".to_owned()
        );
    }

    let mut wasm_bindgen = command("wasm-bindgen");
    wasm_bindgen
        // The parts reach into the first one by these names.
        .args(["--keep-lld-exports", "--no-demangle", "--no-typescript", "--target", "web"])
        .args(["--out-name", &stem, "--out-dir"])
        .arg(staging);
    if release {
        wasm_bindgen.args(["--remove-name-section", "--remove-producers-section"]);
    }
    run(wasm_bindgen.arg(&main))?;
    if release {
        tidy(staging, &stem)?;
    }

    // Names with the hash of the build: a part never meets the first one of another build.
    let mut links = read(&parts.join(format!("{stem}-parts.js")))?;
    for part in split.split_modules {
        let name = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let named = format!("{stem}-{name}");
        links = links.replace(&format!("\"./{name}\""), &format!("\"./{named}\""));
        let bytes = fs::read(&part).context(format_args!("cannot read {}", part.display()))?;
        write(&staging.join(named), if release { order::by_likeness(&bytes)? } else { bytes })?;
    }
    write(&staging.join(format!("{stem}-parts.js")), with_fallback(&links)?)
}

/// How the tool writes that a part is made ready while it is still coming.
const STREAMING: &str = "(WebAssembly.instantiateStreaming(src, imports))";

/// Lets parts also come from a host that does not know the type of these files, as the first one does by its own glue: only
/// with the right type may they be made ready while they are coming.
fn with_fallback(links: &str) -> Outcome<String> {
    if !links.contains(STREAMING) {
        return Err("the glue of the parts is not what it was: how does it load them?".to_owned());
    }
    let links = links.replace(STREAMING, "instantiate(await src, imports)");
    Ok(format!(
        "{links}async function instantiate(response, imports) {{\n\
         return response.headers.get(\"content-type\") === \"application/wasm\"\n\
         ? WebAssembly.instantiateStreaming(response, imports)\n\
         : WebAssembly.instantiate(await response.arrayBuffer(), imports);\n\
         }}\n"
    ))
}

/// Gives the files of the app a name of what is in all of them, also inside of each other, and returns the page with it.
///
/// Trunk's hash is of the compiled program alone. Another version of the tools makes other files of it, and a name that a
/// host lets browsers keep for a year must not stand for two things.
pub(crate) fn name_by_content(staging: &Path, page: &str) -> Outcome<String> {
    let old = stem(staging)?;
    let mut hasher = DefaultHasher::new();
    let mut files = Vec::new();
    for file in files_below(staging)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix(&old) else { continue };
        let bytes = fs::read(&file).context(format_args!("cannot read {}", file.display()))?;
        (rest, &bytes).hash(&mut hasher);
        files.push((file.with_file_name(rest), file, bytes));
    }
    let new = name_like(&old, hasher.finish())?;
    for (rest, file, bytes) in files {
        let suffix = rest.file_name().unwrap_or_default().to_string_lossy();
        write(&file.with_file_name(format!("{new}{suffix}")), replace(bytes, &old, &new))?;
        if new != old {
            fs::remove_file(&file).context(format_args!("cannot remove {}", file.display()))?;
        }
    }
    Ok(page.replace(&old, &new))
}

/// A name of this hash that is as long as the old one: in a compiled program the length of a name stands before it. Trunk
/// writes its hash without leading zeros, so one of sixteen is shorter than the others.
fn name_like(old: &str, hash: u64) -> Outcome<String> {
    let digits = format!("{hash:016x}");
    let length = old.strip_prefix(STEM).map_or(0, str::len);
    match digits.get(..length) {
        Some(digits) if length >= 12 => Ok(format!("{STEM}{digits}")),
        _ => Err(format!("{old} is no name of the app with its hash")),
    }
}

/// Writes a name over another one of the same length, wherever it stands.
fn replace(mut bytes: Vec<u8>, old: &str, new: &str) -> Vec<u8> {
    let mut at = 0;
    while let Some(rest) = bytes.get_mut(at..).filter(|rest| rest.len() >= old.len()) {
        match rest.get_mut(..old.len()) {
            Some(found) if found == old.as_bytes() => {
                found.copy_from_slice(new.as_bytes());
                at += old.len();
            }
            _ => at += 1,
        }
    }
    bytes
}

/// Not while developing: a long name says more in an error, and each build would take longer.
fn tidy(staging: &Path, stem: &str) -> Outcome {
    let program = staging.join(format!("{stem}_bg.wasm"));
    let glue = staging.join(format!("{stem}.js"));
    let bytes = fs::read(&program).context(format_args!("cannot read {}", program.display()))?;
    let (shortened, shortened_glue) = names::shorten(&bytes, &read(&glue)?, stem)?;
    write(&program, order::by_likeness(&shortened)?)?;
    write(&glue, shortened_glue)
}

/// The name that Trunk has given the app in this build: `twelvefold-` and a hash.
fn stem(staging: &Path) -> Outcome<String> {
    let mut stems = files_below(staging)?.into_iter().filter_map(|file| {
        let name = file.file_name()?.to_str()?;
        let stem = name.strip_suffix("_bg.wasm").filter(|stem| stem.starts_with("twelvefold"))?;
        Some(stem.to_owned())
    });
    match (stems.next(), stems.next()) {
        (Some(stem), None) => Ok(stem),
        _ => Err(format!("{} does not hold the app exactly once", staging.display())),
    }
}

fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::{name_by_content, name_like, with_fallback};
    use crate::project::{files_below, write};
    use std::path::{Path, PathBuf};

    /// A build with this glue, and what its files are called in the end.
    fn named(folder: &Path, glue: &str) -> (String, Vec<String>) {
        let _ = std::fs::remove_dir_all(folder);
        let old = "twelvefold-0123456789abcdef";
        write(&folder.join(format!("{old}.js")), glue.replace('?', old)).unwrap();
        write(&folder.join(format!("{old}_bg.wasm")), [b"\0asm\x22", old.as_bytes()].concat())
            .unwrap();
        write(&folder.join("boot.js"), "start()").unwrap();
        let page = name_by_content(folder, &format!("<script data-js=\"./{old}.js\">")).unwrap();
        let names = files_below(folder).unwrap();
        let names = names.iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned());
        (page, names.collect())
    }

    #[test]
    fn a_name_is_as_long_as_the_one_before() {
        let new = |old| name_like(old, 0x0fed_cba9_8765_4321);
        assert_eq!(new("twelvefold-0123456789abcdef").unwrap(), "twelvefold-0fedcba987654321");
        // A hash that begins with a zero, as Trunk writes it.
        assert_eq!(new("twelvefold-c4605b364dd1c33").unwrap(), "twelvefold-0fedcba98765432");
        assert!(new("twelvefold-").is_err());
        assert!(new("other-0123456789abcdef").is_err());
    }

    #[test]
    fn a_name_stands_for_one_content() {
        let folder = std::env::temp_dir().join(format!("twelvefold-split-{}", std::process::id()));
        let (page, names) = named(&folder, "import('./?-parts.js')");
        let [_, glue, wasm] = names.as_slice() else { panic!("{names:?}") };
        let stem = glue.strip_suffix(".js").unwrap();
        assert_eq!(page, format!("<script data-js=\"./{glue}\">"));
        assert_eq!(wasm, &format!("{stem}_bg.wasm"));
        let read = |name: &str| std::fs::read(PathBuf::from(&folder).join(name)).unwrap();
        assert_eq!(read(glue), format!("import('./{stem}-parts.js')").into_bytes());
        assert_eq!(read(wasm), [b"\0asm\x22", stem.as_bytes()].concat());

        assert_eq!(named(&folder, "import('./?-parts.js')").1, names, "the same again");
        assert_ne!(named(&folder, "import('./?-pieces.js')").1, names, "another glue alone");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn parts_of_another_type_are_loaded_too() {
        let links = "return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n";
        let links = with_fallback(links).unwrap();
        assert!(links.starts_with(
            "return async (imports) => instantiate(await src, imports);\nasync function instantiate("
        ));
        assert!(with_fallback("return load(src);").is_err());
    }
}
