//! The sources of the project as the tests of the code itself read them: which files there are, what each module uses.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::support::root;

/// The crates that know nothing of the browser.
pub(crate) const CRATES: [&str; 6] = ["base", "chart", "cohort", "domain", "report", "workspace"];

/// All Rust files under a folder of the repository with their paths from there, `/` between parts.
pub(crate) fn files_under(folder: &str) -> Vec<(String, String)> {
    fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = root().join(folder);
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    let name = |path: &PathBuf| {
        let parts = path.strip_prefix(&root).unwrap().iter();
        parts.map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
    };
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The sources of the app, with their paths from `src`.
pub(crate) fn app() -> Vec<(String, String)> {
    let files = files_under("src");
    assert!(files.len() > 60, "only {} files", files.len());
    files
}

/// The sources of the crates, with their paths from `crates`.
pub(crate) fn crates() -> Vec<(String, String)> {
    let mut files = files_under("crates");
    files.retain(|(path, _)| path.contains("/src/"));
    assert!(files.len() > 80, "only {} files", files.len());
    files
}

/// A module by the names on the way to it; the crate itself is empty.
pub(crate) type Module = Vec<String>;

/// The modules of one crate and what they use of each other.
pub(crate) struct Modules {
    /// The code of each module without comments and tests.
    code: BTreeMap<Module, String>,
    /// The modules that a module declares, in that order.
    pub(crate) children: BTreeMap<Module, Vec<String>>,
    /// Names that a module hands on from one of its children.
    handed_on: BTreeMap<(Module, String), Module>,
}

impl Modules {
    /// Those of the crate whose sources are in this folder.
    pub(crate) fn of(folder: &str) -> Self {
        Self::read(files_under(folder))
    }

    /// Those of these files, with their paths from the folder of the crate.
    pub(crate) fn read(files: Vec<(String, String)>) -> Self {
        let mut code = BTreeMap::new();
        for (path, text) in files {
            let mut module: Module =
                path.strip_suffix(".rs").unwrap().split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|name| name == "mod" || name == "lib") {
                module.pop();
            }
            // A program of its own that uses the crate.
            if module != ["main"] {
                code.insert(module, without_comments(&text));
            }
        }
        let mut children = BTreeMap::new();
        let mut handed_on = BTreeMap::new();
        for (module, text) in &code {
            let declared: Vec<String> = statements(text, "mod ")
                .into_iter()
                .filter(|name| name.chars().all(|c| c.is_alphanumeric() || c == '_'))
                .collect();
            for path in statements(text, "use ").iter().flat_map(|tree| paths(tree)) {
                let path = path.strip_prefix(&["self".to_owned()][..]).unwrap_or(&path);
                if let [first, .., last] = path
                    && declared.contains(first)
                {
                    let child = [&module[..], std::slice::from_ref(first)].concat();
                    handed_on.insert((module.clone(), last.clone()), child);
                }
            }
            children.insert(module.clone(), declared);
        }
        Self { code, children, handed_on }
    }

    /// The modules that a module names, with those behind names that another module hands on.
    pub(crate) fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let text = &self.code[module];
        let mut used: Vec<Vec<String>> =
            statements(text, "use ").iter().flat_map(|tree| paths(tree)).collect();
        used.extend(inline_paths(text));
        used.iter().filter_map(|path| self.resolve(module, path)).collect()
    }

    fn resolve(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (mut at, mut rest) = match path.split_first()? {
            (first, rest) if first == "crate" => (Vec::new(), rest),
            (first, rest) if first == "self" => (module.clone(), rest),
            (first, _) if first == "super" => (module.clone(), path),
            _ => return None,
        };
        while let Some(after) = rest.strip_prefix(&["super".to_owned()][..]) {
            at.pop();
            rest = after;
        }
        for name in rest {
            let child = [&at[..], std::slice::from_ref(name)].concat();
            if self.code.contains_key(&child) {
                at = child;
            } else if let Some(behind) = self.handed_on.get(&(at.clone(), name.clone())) {
                at.clone_from(behind);
            } else {
                break;
            }
        }
        Some(at)
    }

    /// Every use of a module that stands below the one that uses it, in the order of the `mod` lines of the module that
    /// has both. A module and those inside of it may use each other.
    pub(crate) fn against_the_order(&self) -> Vec<String> {
        let mut found = Vec::new();
        for module in self.code.keys() {
            for used in self.used_by(module) {
                let shared = module.iter().zip(&used).take_while(|(a, b)| a == b).count();
                let (Some(own), Some(other)) = (module.get(shared), used.get(shared)) else {
                    continue;
                };
                let order = &self.children[&module[..shared]];
                let place = |name: &String| order.iter().position(|child| child == name);
                if place(other) > place(own) {
                    found.push(format!("{} uses {}", module.join("::"), used.join("::")));
                }
            }
        }
        found
    }
}

/// The text without comments, and without the module of tests at its end.
pub(crate) fn without_comments(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

/// What stands between a word at the beginning of a statement, whatever its visibility, and the semicolon.
fn statements(text: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let before = rest[..at].rsplit(['\n', ';', '{', '}']).next().unwrap().trim();
        let after = &rest[at + word.len()..];
        if (before.is_empty() || before.starts_with("pub"))
            && let Some((statement, _)) = after.split_once(';')
        {
            found.push(statement.trim().to_owned());
        }
        rest = after;
    }
    found
}

/// The paths of a tree such as `a::{b, c::{self, D as E}}`, each in its parts.
fn paths(tree: &str) -> Vec<Vec<String>> {
    fn walk(tree: &str, before: &[String], found: &mut Vec<Vec<String>>) {
        let tree = tree.trim();
        let (head, inner) = match tree.split_once('{') {
            Some((head, inner)) => (head, inner.trim_end().strip_suffix('}')),
            None => (tree.split(" as ").next().unwrap(), None),
        };
        let parts = head.split("::").map(str::trim).filter(|part| !part.is_empty());
        let path: Vec<String> = before.iter().cloned().chain(parts.map(str::to_owned)).collect();
        let Some(inner) = inner else {
            if !path.is_empty() {
                found.push(path);
            }
            return;
        };
        let (mut depth, mut start) = (0, 0);
        for (at, character) in inner.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    walk(&inner[start..at], &path, found);
                    start = at + 1;
                }
                _ => {}
            }
        }
        walk(&inner[start..], &path, found);
    }
    let mut found = Vec::new();
    walk(tree, &[], &mut found);
    for path in &mut found {
        // `a::{self}` is `a`.
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
    }
    found
}

/// Paths of the own crate that stand inside of code and not in a `use`.
fn inline_paths(text: &str) -> Vec<Vec<String>> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .filter(|word| word.starts_with("crate::") || word.starts_with("super::"))
        .map(|word| word.split("::").map(str::to_owned).collect())
        .collect()
}
