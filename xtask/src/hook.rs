//! What the bundler calls when it has put a build together and before it goes live: adds the content, the style sheets,
//! and to the page what only the build knows.

use crate::page::{self, Facts};
use crate::precache::{self, WORKER};
use crate::project::{Outcome, files_below, read, root, write};
use crate::{content, script, split, style};
use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Completes the build in the folder that Trunk names.
pub(crate) fn run() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("only Trunk calls this, and it sets TRUNK_STAGING_DIR")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let contents = content::compile(&root().join("content"))?;
    for compiled in &contents {
        let folder = staging.join("content");
        write(&folder.join(format!("{}.json", compiled.language)), &compiled.first)?;
        write(&folder.join(&compiled.rest_name), &compiled.rest)?;
    }

    split::divide(&staging, release)?;

    if release {
        for file in files_below(&staging)? {
            if file.extension().is_some_and(|extension| extension == "js") {
                write(&file, script::minify(&read(&file)?))?;
            }
        }
    }

    let sources = root().join("style");
    let sheet = |stem: &str, css| write_sheet(&staging, stem, css, release);
    let facts = Facts {
        languages: contents.iter().map(|c| c.language.as_str()).collect::<Vec<_>>().join(" "),
        sheet: format!("./{}", sheet("style", style::first(&sources)?)?),
        later_sheet: sheet("style-later", style::later(&sources)?)?,
        frame_sheet: sheet("style-frame", style::frame(&sources)?)?,
    };

    let index = staging.join("index.html");
    let html = split::name_by_content(&staging, &read(&index)?)?;
    // Without the policy while developing: Trunk's reload script is inline.
    write(&index, page::complete(&html, &facts, release)?)?;
    // Last, when everything else is written.
    if release {
        let worker = read(&staging.join(WORKER))?;
        precache::write_worker(&staging, &worker)
    } else {
        // While developing nothing is kept. A worker of a finished site that was served at the same address before is put to
        // rest by this one.
        let off = read(&root().join("examples").join("sw-off.js"))?;
        write(&staging.join(WORKER), off)
    }
}

/// Writes a style sheet and returns its name, which is another for each content: a cached sheet never meets another
/// version's markup.
fn write_sheet(staging: &Path, stem: &str, css: String, release: bool) -> Outcome<String> {
    let css = if release { style::minify(&css) } else { css };
    let mut hasher = DefaultHasher::new();
    css.hash(&mut hasher);
    let name = format!("{stem}-{:016x}.css", hasher.finish());
    write(&staging.join(&name), css)?;
    Ok(name)
}
