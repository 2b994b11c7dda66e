//! Builds the finished site into `dist/`, compressed files included, and knows when it need not.

use crate::project::{Context, Outcome, ask, command, files_below, root, run, tools_folder, write};
use crate::tools;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

/// Everything the site is made from.
const SOURCES: [&str; 13] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "content",
    "crates",
    "examples/sw-off.js",
    "index.html",
    "public",
    "src",
    "style",
    "xtask/Cargo.toml",
    "xtask/src",
];

/// Files that get smaller by compression; pictures and fonts already are compressed.
const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "js", "json", "map", "md", "svg", "txt", "wasm", "webmanifest"];

/// The folder of the finished site.
pub(crate) fn folder() -> PathBuf {
    root().join("dist")
}

/// Builds the site if a source or the site itself has changed since the last build.
pub(crate) fn ensure() -> Outcome {
    let sources = hash_of_sources()?;
    if fs::read_to_string(stamp()).is_ok_and(|stamp| Ok(stamp) == stamp_text(sources)) {
        println!("dist/ is up to date");
        return Ok(());
    }
    build()
}

/// Builds the site.
pub(crate) fn build() -> Outcome {
    tools::ensure()?;
    let sources = hash_of_sources()?;
    let mut trunk = tools::trunk();
    trunk.args(["build", "--release", "--dist"]).arg(folder());
    if let Some(flags) = flags_without_paths() {
        // For the app alone: it is joined with what .cargo/config.toml says, and this program is not compiled anew by it.
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    run(&mut trunk)?;
    let start = Instant::now();
    let files = compress(&folder())?;
    println!("compressed {files} files in {:.1} s", start.elapsed().as_secs_f32());
    write(&stamp(), stamp_text(sources)?)
}

/// Shortens the paths of dependencies: these stand in the messages of panics, and what the folders of this machine are
/// called is not to be published. Cargo divides the variable at spaces, so a path with one is left as it is.
fn flags_without_paths() -> Option<String> {
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    let cargo = cargo.to_str().filter(|path| !path.contains(char::is_whitespace))?;
    Some(format!("--remap-path-prefix={cargo}=cargo"))
}

/// Whether a compressed version of this file is made.
pub(crate) fn is_compressible(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| COMPRESSIBLE.contains(&extension))
}

/// Whether this file is a compressed version of another one.
pub(crate) fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// The name of a compressed version: `a.js` and `br` make `a.js.br`.
pub(crate) fn compressed(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn stamp() -> PathBuf {
    tools_folder().join("dist.stamp")
}

/// The site is hashed too: somebody may have changed or removed a file, or built with the bundler directly.
fn stamp_text(sources: u64) -> Outcome<String> {
    let dist = folder();
    let mut hasher = DefaultHasher::new();
    if dist.is_dir() {
        hash_files(&dist, &mut hasher)?;
    }
    Ok(format!("sources {sources:016x}\ndist {:016x}\n", hasher.finish()))
}

fn hash_of_sources() -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    ask(command("rustc").arg("--version")).hash(&mut hasher);
    for source in SOURCES {
        hash_files(&root().join(source), &mut hasher)?;
    }
    Ok(hasher.finish())
}

/// By content and not by time: a checkout or a branch switched to and fro changes times alone.
fn hash_files(path: &Path, hasher: &mut DefaultHasher) -> Outcome {
    let files = if path.is_dir() { files_below(path)? } else { vec![path.to_path_buf()] };
    for file in files {
        file.strip_prefix(root()).unwrap_or(&file).hash(hasher);
        fs::read(&file).context(format_args!("cannot read {}", file.display()))?.hash(hasher);
    }
    Ok(())
}

/// Puts compressed versions beside the files of a folder, and returns how many files have got them.
pub(crate) fn compress(folder: &Path) -> Outcome<usize> {
    let mut files = files_below(folder)?;
    for old in files.extract_if(.., |file| is_compressed(file)) {
        fs::remove_file(&old).context(format_args!("cannot remove {}", old.display()))?;
    }
    files.retain(|file| is_compressible(file));
    let count = files.len();
    let queue = Mutex::new(files);
    let next = || queue.lock().ok()?.pop();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| -> Outcome {
                    while let Some(file) = next() {
                        compress_file(&file)?;
                    }
                    Ok(())
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err("compressing stopped".to_owned()))
        })
    })?;
    Ok(count)
}

fn compress_file(file: &Path) -> Outcome {
    let bytes = fs::read(file).context(format_args!("cannot read {}", file.display()))?;
    let what = format!("cannot compress {}", file.display());
    write(&compressed(file, "br"), brotli(&bytes).context(&what)?)?;
    write(&compressed(file, "gz"), gzip(&bytes).context(&what)?)
}

fn brotli(mut bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        // The whole of each file is in sight of the compressor; more is not allowed in browsers.
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut out, &parameters)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::{brotli, compressed, gzip, is_compressible};
    use std::io::Read as _;
    use std::path::Path;

    #[test]
    fn compressed_files_give_the_same_bytes_back() {
        let bytes = "twelve principles, ".repeat(1000).into_bytes();

        let small = brotli(&bytes).unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut small.as_slice(), &mut back).unwrap();
        assert_eq!(back, bytes);
        assert!(small.len() < bytes.len() / 10);

        let small = gzip(&bytes).unwrap();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(small.as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, bytes);
        assert!(small.len() < bytes.len() / 10);
    }

    #[test]
    fn compresses_text_and_programs_only() {
        assert!(is_compressible(Path::new("a/b.wasm")));
        assert!(is_compressible(Path::new("manifest.webmanifest")));
        assert!(!is_compressible(Path::new("a.png")));
        assert!(!is_compressible(Path::new("a.js.br")));
        assert_eq!(compressed(Path::new("a/b.js"), "gz"), Path::new("a/b.js.gz"));
    }
}
