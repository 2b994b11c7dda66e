//! How a tool gets into the project's folder: as the program that its authors have released, where `cargo binstall` is
//! on the machine and finds one, and otherwise compiled from source. Must not know what the tools are for.

use crate::project::{Context, Outcome, ask, run};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program to have, in exactly one version.
#[derive(Clone)]
pub(super) struct Tool {
    /// The package that holds it.
    pub(super) package: &'static str,
    /// What it is called on the search path.
    pub(super) program: &'static str,
    /// The only version that will do.
    pub(super) version: String,
    /// The crates in which it spends its time.
    pub(super) busy: &'static [&'static str],
}

/// Where tools are put, and what is needed to put them there.
pub(super) struct Workshop<'a> {
    /// Programs go into `bin` below it.
    pub(super) folder: &'a Path,
    /// Starts the program of this name. `bin` has to come first on its search path.
    pub(super) command: &'a dyn Fn(&str) -> Command,
    /// Tells the person at the terminal.
    pub(super) say: &'a dyn Fn(&str),
}

impl Workshop<'_> {
    /// Installs those of the tools that the machine does not have in the right version. Afterwards each of them runs
    /// and says that it has this version; otherwise it is an error.
    pub(super) fn ensure(&self, tools: &[Tool]) -> Outcome {
        let mut missing = tools.to_vec();
        missing.retain(|tool| self.check(tool).is_err());
        if missing.is_empty() {
            return Ok(());
        }
        (self.say)(&format!(
            "Installing {} into .tools/ of this project, because this machine does not have exactly these versions.",
            list(&missing)
        ));
        if ask(self.cargo().args(["binstall", "-V"])).is_some() {
            (self.say)("cargo binstall fetches the released programs, which takes seconds.");
            missing.retain(|tool| {
                let fetched = self.fetch(tool);
                if let Err(error) = &fetched {
                    (self.say)(&format!("cargo binstall did not bring {}: {error}", tool.package));
                }
                fetched.is_err()
            });
        }
        if missing.is_empty() {
            return Ok(());
        }
        (self.say)(&format!(
            "Compiling {} from source, once: six or seven minutes for both on two cores.",
            list(&missing)
        ));
        // Left in place when something fails: the next attempt goes on from there.
        let build = self.folder.join("build");
        for tool in &missing {
            self.compile(tool, &build)?;
        }
        // The compiled crates are a gigabyte and of no use once the programs are there.
        fs::remove_dir_all(&build).or_else(ignore_missing).context("cannot remove .tools/build")
    }

    /// Asks the program that would be started for its version.
    fn check(&self, tool: &Tool) -> Outcome {
        let line = ask((self.command)(tool.program).arg("--version"))
            .ok_or_else(|| format!("{} does not run", tool.program))?;
        if line.split_whitespace().nth(1) == Some(&tool.version) {
            Ok(())
        } else {
            Err(format!("{} says that it is \"{line}\", not {}", tool.program, tool.version))
        }
    }

    /// Puts the released program into place, or leaves none there.
    fn fetch(&self, tool: &Tool) -> Outcome {
        let mut cargo = self.cargo();
        cargo
            .args(["binstall", "--no-confirm", "--force", "--locked"])
            // Only what the authors of the tool have built, and no compilation with all of its features.
            .args(["--disable-strategies", "quick-install,compile"])
            .args(["--version", &format!("={}", tool.version), "--root"])
            .arg(self.folder)
            // Settings of the person can name another folder, which only this outdoes.
            .arg("--install-path")
            .arg(self.bin())
            .arg(tool.package)
            // By a variable, because versions before 1.8 do not know the option.
            .env("BINSTALL_DISABLE_TELEMETRY", "true");
        run(&mut cargo).and_then(|()| self.check(tool)).or_else(|error| {
            let program =
                self.bin().join(tool.program).with_extension(std::env::consts::EXE_EXTENSION);
            fs::remove_file(&program)
                .or_else(ignore_missing)
                .context(format_args!("cannot remove {}", program.display()))?;
            Err(error)
        })
    }

    fn compile(&self, tool: &Tool, build: &Path) -> Outcome {
        let mut cargo = self.cargo();
        cargo
            .args(["install", "--locked", tool.package, "--version", &tool.version])
            // The features are for encrypted connections and for news of versions, and only downloads need them.
            .args(["--bin", tool.program, "--force", "--no-default-features", "--root"])
            .arg(self.folder)
            .arg("--target-dir")
            .arg(build);
        // Ready sooner matters more than a faster tool, except in the crates that read and write the whole program of
        // the app with every build.
        cargo
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_PANIC", "abort")
            .env("CARGO_PROFILE_RELEASE_STRIP", "true");
        for package in tool.busy {
            let setting = format!("profile.release.package.{package}.opt-level=1");
            cargo.args(["--config", &setting]);
        }
        run(&mut cargo)?;
        self.check(tool).context(format_args!(
            "{} was compiled into {}",
            tool.package,
            self.bin().display()
        ))
    }

    fn cargo(&self) -> Command {
        let mut cargo = (self.command)("cargo");
        // Settings meant for the app would be applied to the tool, or would put it elsewhere.
        for name in [
            "CARGO_BUILD_TARGET",
            "CARGO_TARGET_DIR",
            "CARGO_INSTALL_ROOT",
            "CARGO_ENCODED_RUSTFLAGS",
            "RUSTFLAGS",
        ] {
            cargo.env_remove(name);
        }
        cargo
    }

    fn bin(&self) -> PathBuf {
        self.folder.join("bin")
    }
}

fn list(tools: &[Tool]) -> String {
    let names: Vec<String> =
        tools.iter().map(|tool| format!("{} {}", tool.package, tool.version)).collect();
    names.join(" and ")
}

fn ignore_missing(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

#[cfg(test)]
#[cfg(unix)] // The stand-in is a shell script.
mod tests {
    use super::{Outcome, Tool, Workshop, ask};
    use std::cell::RefCell;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::{env, fs};

    const TOOLS: [(&str, &str); 2] =
        [("first-cli", "twelvefold-first"), ("second", "twelvefold-second")];

    /// A machine on which only a stand-in for cargo is started.
    struct Machine {
        folder: PathBuf,
        binstall: String,
        install: &'static str,
        said: RefCell<Vec<String>>,
    }

    impl Machine {
        fn new(binstall: &str, install: &'static str) -> Self {
            static COUNT: AtomicUsize = AtomicUsize::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("twelvefold-tools-{}-{number}", std::process::id());
            let folder = env::temp_dir().join(name);
            fs::create_dir_all(folder.join("bin")).unwrap();
            let binstall = binstall.to_owned();
            Self { folder, binstall, install, said: RefCell::default() }
        }

        fn command(&self, program: &str) -> Command {
            let mut command = if program == "cargo" {
                let mut sh = Command::new("sh");
                sh.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tools/stand-in.sh"));
                sh
            } else {
                Command::new(program)
            };
            let outer = env::var_os("PATH").unwrap();
            let path = [self.folder.join("bin")].into_iter().chain(env::split_paths(&outer));
            command.env("PATH", env::join_paths(path).unwrap());
            command.env("STAND_IN_LOG", self.folder.join("log"));
            command.env("STAND_IN_BINSTALL", &self.binstall);
            command.env("STAND_IN_INSTALL", self.install);
            command.env("RUSTFLAGS", "-Clink-args=--emit-relocs");
            command.env("CARGO_BUILD_TARGET", "wasm32-unknown-unknown");
            command.env("CARGO_INSTALL_ROOT", "/nowhere");
            command
        }

        fn ensure(&self, version: &str) -> Outcome {
            let tools = TOOLS.map(|(package, program)| Tool {
                package,
                program,
                version: version.to_owned(),
                busy: if package == "second" { &["engine"] } else { &[] },
            });
            let say = |text: &str| self.said.borrow_mut().push(text.to_owned());
            Workshop { folder: &self.folder, command: &|program| self.command(program), say: &say }
                .ensure(&tools)
        }

        /// What each of the programs says, if it runs.
        fn programs(&self) -> [Option<String>; 2] {
            TOOLS.map(|(_, program)| ask(self.command(program).arg("--version")))
        }

        /// How cargo was called since the last time.
        fn calls(&self) -> Vec<String> {
            let log = self.folder.join("log");
            let calls = fs::read_to_string(&log).unwrap_or_default();
            fs::write(&log, "").unwrap();
            calls.lines().map(str::to_owned).collect()
        }

        /// Which packages the person was told that `cargo binstall` did not bring.
        fn told(&self) -> Vec<&'static str> {
            let said = self.said.borrow();
            let told = |package: &str| {
                said.iter().any(|text| text.contains(&format!("did not bring {package}: ")))
            };
            TOOLS.map(|(package, _)| package).into_iter().filter(|p| told(p)).collect()
        }
    }

    impl Drop for Machine {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn each_tool_is_there_in_the_right_version_whatever_binstall_does() {
        let check = |binstall: &str, ways: [&str; 2]| {
            let machine = Machine::new(binstall, "works");
            assert_eq!(machine.ensure("1.2.3"), Ok(()), "{binstall}");
            let [first, second] = ways;
            assert_eq!(
                machine.programs(),
                [
                    Some(format!("twelvefold-first 1.2.3 {first}")),
                    Some(format!("twelvefold-second 1.2.3 {second}")),
                ],
                "{binstall}"
            );
            let compiled: Vec<_> = TOOLS
                .iter()
                .zip(ways)
                .filter(|(_, way)| *way == "compiled")
                .map(|((package, _), _)| *package)
                .collect();
            // Whoever has no binstall is not told that it failed.
            let told = if binstall == "absent" { Vec::new() } else { compiled.clone() };
            assert_eq!(machine.told(), told, "{binstall}");
            let calls = machine.calls();
            let installs = calls.iter().filter(|call| call.starts_with("install")).count();
            assert_eq!(installs, compiled.len(), "{binstall}: {calls:?}");
            assert!(!machine.folder.join("build").exists(), "{binstall}");
        };
        check("absent", ["compiled", "compiled"]);
        check("works works", ["fetched", "fetched"]);
        check("fails fails", ["compiled", "compiled"]);
        // A program that is left by a failure is not trusted, whatever it says of itself.
        for fault in
            ["fails", "breaks-off", "complains", "is-torn", "is-wrong", "crashes", "is-nothing"]
        {
            check(&format!("works {fault}"), ["fetched", "compiled"]);
            check(&format!("{fault} works"), ["compiled", "fetched"]);
        }
    }

    #[test]
    fn what_is_there_in_another_version_is_replaced_and_the_rest_left_alone() {
        for (binstall, way) in [("absent", "compiled"), ("works works", "fetched")] {
            let machine = Machine::new(binstall, "works");
            machine.ensure("1.2.3").unwrap();
            machine.calls();
            machine.ensure("1.2.3").unwrap();
            assert_eq!(machine.calls(), [""; 0], "{binstall}: everything was there");
            machine.ensure("1.2.4").unwrap();
            for program in machine.programs() {
                assert!(program.unwrap().ends_with(&format!(" 1.2.4 {way}")), "{binstall}");
            }
            machine.calls();
            fs::remove_file(machine.folder.join("bin/twelvefold-second")).unwrap();
            machine.ensure("1.2.4").unwrap();
            let calls = machine.calls().join("\n");
            assert!(calls.contains(" second") && !calls.contains("first"), "{binstall}: {calls}");
        }
    }

    #[test]
    fn a_wrong_program_is_not_left_when_compiling_fails_too() {
        let machine = Machine::new("is-torn is-wrong", "fails");
        let error = machine.ensure("1.2.3").unwrap_err();
        assert!(error.contains("install"), "{error}");
        for (_, program) in TOOLS {
            assert!(!machine.folder.join("bin").join(program).exists(), "{program}");
        }
        assert!(machine.folder.join("build").exists(), "the next attempt begins anew");
    }

    #[test]
    fn a_compiled_program_is_asked_for_its_version_too() {
        let machine = Machine::new("absent", "is-wrong");
        let error = machine.ensure("1.2.3").unwrap_err();
        assert!(error.contains("0.0.1") && error.contains("not 1.2.3"), "{error}");
        let machine = Machine::new("absent", "is-torn");
        let error = machine.ensure("1.2.3").unwrap_err();
        assert!(error.contains("twelvefold-first does not run"), "{error}");
    }

    #[test]
    fn asks_for_one_version_and_for_no_more_than_is_used() {
        let machine = Machine::new("works fails", "works");
        machine.ensure("1.2.3").unwrap();
        let calls = machine.calls();
        let [version, first, second, install] = calls.as_slice() else { panic!("{calls:?}") };
        assert_eq!(version, "binstall -V");
        for call in [first, second] {
            for part in [
                "binstall ",
                " --no-confirm ",
                " --version =1.2.3 ",
                " --disable-strategies quick-install,compile ",
            ] {
                assert!(call.contains(part), "{part} in {call}");
            }
        }
        for part in [
            "install --locked second ",
            " --version 1.2.3 ",
            " --no-default-features ",
            " --config profile.release.package.engine.opt-level=1",
        ] {
            assert!(install.contains(part), "{part} in {install}");
        }
    }
}
