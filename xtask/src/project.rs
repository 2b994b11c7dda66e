//! Where the project is, and how child processes are started: in the project's root, with its own tools first on the
//! search path and without what the outer cargo left in the environment.

use std::env;
use std::ffi::OsStr;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a step comes to. The message is for the person at the terminal: what failed and what to do.
pub(crate) type Outcome<T = ()> = Result<T, String>;

/// Says what was being done when something failed.
pub(crate) trait Context<T> {
    /// Puts `doing` before the error.
    fn context(self, doing: impl Display) -> Outcome<T>;
}

impl<T, E: Display> Context<T> for Result<T, E> {
    fn context(self, doing: impl Display) -> Outcome<T> {
        self.map_err(|error| format!("{doing}: {error}"))
    }
}

/// The project's root folder.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable when it runs this program; the constant is for a program started by hand.
    let xtask = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or_else(|| xtask.clone(), Path::to_path_buf)
}

/// The folder for tools and notes of this project, outside of version control.
pub(crate) fn tools_folder() -> PathBuf {
    root().join(".tools")
}

/// Where installed tools are.
pub(crate) fn tools_bin() -> PathBuf {
    tools_folder().join("bin")
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).context(format_args!("cannot read {}", path.display()))
}

/// Writes a file and the folders above it.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).context(format_args!("cannot create {}", folder.display()))?;
    }
    fs::write(path, bytes).context(format_args!("cannot write {}", path.display()))
}

/// A text of our own with what only the build knows in its places. `name` is the file that it comes from, which has to have
/// each of the places once.
pub(crate) fn fill(text: &str, name: &str, places: &[(&str, &str)]) -> Outcome<String> {
    places.iter().try_fold(text.to_owned(), |text, (place, value)| {
        match text.matches(place).count() {
            1 => Ok(text.replace(place, value)),
            _ => Err(format!("{name} must have {place} once")),
        }
    })
}

/// All files below a folder, sorted. Names beginning with a dot are left out: they belong to tools.
pub(crate) fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let what = format!("cannot list {}", folder.display());
        for entry in fs::read_dir(&folder).context(&what)? {
            let entry = entry.context(&what)?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A command that runs in the project's root.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    // What cargo tells this program about its own package would make build scripts of others run again.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|prefix| text.starts_with(prefix))
        {
            command.env_remove(&name);
        }
    }
    let old = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(tools_bin()).chain(env::split_paths(&old));
    // Joining fails only when a folder's name holds the separator; then the path stays as it is.
    if let Ok(path) = env::join_paths(folders) {
        command.env("PATH", path);
    }
    command
}

/// Runs a command that writes to the terminal, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().context(format_args!("cannot start {name}"))?;
    if status.success() {
        Ok(())
    } else {
        let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
        Err(format!("failed ({status}): {name} {}", arguments.join(" ")))
    }
}

/// Gives this process over to the other program, so that whoever stops the one stops the other.
#[cfg(unix)]
pub(crate) fn become_process(mut program: Command) -> Outcome {
    use std::os::unix::process::CommandExt as _;
    let name = program.get_program().to_string_lossy().into_owned();
    Err(program.exec()).context(format_args!("cannot start {name}"))
}

#[cfg(not(unix))]
pub(crate) fn become_process(mut program: Command) -> Outcome {
    run(&mut program)
}

/// The first line that a command prints, if it succeeds. For questions such as `--version`.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(|line| line.trim().to_owned())
}
