//! Cuts the app in two at the functions that the source marks with `wasm_split`: what is needed to start, and what is
//! loaded when it is asked for.
//!
//! Trunk knows nothing of that. It has compiled the app and made its own glue; this takes the same compiled program, which
//! still has the linker's notes on what refers to what (`--emit-relocs` in `.cargo/config.toml`), divides it, and puts glue and programs for the
//! parts in place of Trunk's.

use crate::names;
use crate::project::{Context, Outcome, command, files_below, read, root, run, write};
use crate::tools::TARGET;
use crate::unused;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

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
        shorten_names(staging, &stem)?;
    }

    // Names with the hash of the build: a part never meets the first one of another build.
    let mut links = read(&parts.join(format!("{stem}-parts.js")))?;
    for part in split.split_modules {
        let name = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let named = format!("{stem}-{name}");
        links = links.replace(&format!("\"./{name}\""), &format!("\"./{named}\""));
        let bytes = fs::read(&part).context(format_args!("cannot read {}", part.display()))?;
        write(&staging.join(named), bytes)?;
    }
    write(&staging.join(format!("{stem}-parts.js")), links)
}

/// Not while developing: a long name says more in an error.
fn shorten_names(staging: &Path, stem: &str) -> Outcome {
    let program = staging.join(format!("{stem}_bg.wasm"));
    let glue = staging.join(format!("{stem}.js"));
    let bytes = fs::read(&program).context(format_args!("cannot read {}", program.display()))?;
    let (shortened, shortened_glue) = names::shorten(&bytes, &read(&glue)?, stem)?;
    write(&program, shortened)?;
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
