//! The tools that turn source into the site: the wasm target, Trunk and wasm-bindgen. What is missing is installed into
//! the project's own folder, never into the system.

mod install;

use crate::project::{Context, Outcome, ask, command, read, root, run, tools_folder};
use install::{Tool, Workshop};
use std::path::Path;
use std::process::Command;

/// The newest Trunk that builds with the Rust versions this project supports.
const TRUNK: &str = "0.21.14";
/// What in the binding tool reads and writes the whole program of the app.
const BINDER: [&str; 12] = [
    "gimli",
    "hashbrown",
    "id-arena",
    "indexmap",
    "leb128",
    "rayon",
    "rayon-core",
    "rustc-demangle",
    "walrus",
    "wasm-bindgen-cli-support",
    "wasm-encoder",
    "wasmparser",
];
/// The compilation target of the app.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that everything for building the site is there.
pub(crate) fn ensure() -> Outcome {
    ensure_target()?;
    let wasm_bindgen = wasm_bindgen_version(&read(&root().join("Cargo.lock"))?)?;
    let tools = [
        Tool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            version: wasm_bindgen,
            busy: &BINDER,
        },
        Tool { package: "trunk", program: "trunk", version: TRUNK.to_owned(), busy: &[] },
    ];
    let folder = tools_folder();
    Workshop {
        folder: &folder,
        command: &|program| command(program),
        say: &|text| println!("{text}"),
    }
    .ensure(&tools)
}

/// Makes sure that the compiler can build for the browser.
pub(crate) fn ensure_target() -> Outcome {
    let sysroot = ask(command("rustc").args(["--print", "sysroot"]))
        .ok_or("rustc does not run: install Rust with rustup (https://rustup.rs) and try again")?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    println!("Adding the Rust target {TARGET}: the app runs in the browser as WebAssembly.");
    rustup(&["target", "add", TARGET])
}

/// Makes sure that a part of the Rust toolchain is there.
pub(crate) fn ensure_component(component: &str, subcommand: &str) -> Outcome {
    if ask(command("cargo").args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    println!("Adding {component} to the Rust toolchain.");
    rustup(&["component", "add", component])
}

/// The bundler, ready to be given its arguments.
pub(crate) fn trunk() -> Command {
    let mut trunk = command("trunk");
    // It would ask the network for a newer version with every build.
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Where a hook or the compiler fails, Trunk's own call stack would bury what they say.
    trunk.env("RUST_BACKTRACE", "0");
    // These would take the place of the flags in .cargo/config.toml, without which the app cannot be divided.
    trunk.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    // By convention the variable may hold anything; Trunk accepts only `true` and `false`.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env("NO_COLOR", "true");
    } else {
        trunk.env_remove("NO_COLOR");
    }
    trunk
}

fn rustup(arguments: &[&str]) -> Outcome {
    run(command("rustup").args(arguments)).map_err(|error| {
        format!(
            "{error}\nThis needs rustup (https://rustup.rs). If Rust came from somewhere else, install what is \
             missing from there: {}",
            arguments.join(" ")
        )
    })
}

/// The version of the library, which the command-line tool must have too.
fn wasm_bindgen_version(lock: &str) -> Outcome<String> {
    let lock: toml::Table = lock.parse().context("cannot read Cargo.lock")?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some("wasm-bindgen"))
        .and_then(|package| package.get("version"))
        .and_then(toml::Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| "Cargo.lock does not name wasm-bindgen".to_owned())
}

#[cfg(test)]
mod tests {
    use super::wasm_bindgen_version;

    #[test]
    fn reads_the_version_of_the_library_itself() {
        let lock = r#"
            version = 4
            [[package]]
            name = "wasm-bindgen-macro"
            version = "1.0.0"
            [[package]]
            name = "wasm-bindgen"
            version = "0.2.126"
        "#;
        assert_eq!(wasm_bindgen_version(lock), Ok("0.2.126".to_owned()));
        assert!(wasm_bindgen_version("version = 4").is_err());
    }
}
