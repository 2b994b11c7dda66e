//! What the bundler calls when it has put a build together and before it goes live: adds the content, the style sheets,
//! and to the page what only the build knows.

use crate::precache::{self, WORKER};
use crate::project::{Context, Outcome, files_below, read, root, write};
use crate::{content, page, script, split, style};
use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// How index.html refers to the style sheet; the finished page has the hashed name.
const STYLE_SHEET: &str = "href=\"style.css\"";

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
    let sheet = write_sheet(&staging, "style", style::first(&sources)?, release)?;
    let later_sheet = write_sheet(&staging, "style-later", style::later(&sources)?, release)?;
    let frame_sheet = write_sheet(&staging, "style-frame", style::frame(&sources)?, release)?;

    let index = staging.join("index.html");
    let mut html = read(&index)?;
    if html.matches(STYLE_SHEET).count() != 1 {
        return Err(format!("index.html must have {STYLE_SHEET} once"));
    }
    html = html.replace(STYLE_SHEET, &format!("href=\"./{sheet}\""));
    let languages: Vec<&str> = contents.iter().map(|c| c.language.as_str()).collect();
    html = split::name_by_content(&staging, &html)?;
    html = page::with_data(&html, "languages", &languages.join(" "))?;
    html = page::with_data(&html, "later-style", &later_sheet)?;
    html = page::with_data(&html, "frame-style", &frame_sheet)?;
    if release {
        // Not while developing: Trunk's reload script is inline.
        html = page::with_policy(&html).context("index.html")?;
    }
    write(&index, html)?;
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
