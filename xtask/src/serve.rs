//! Serves the app on this machine: while developing through Trunk, which builds again and reloads; the finished site
//! through a small server that treats files as a static host does.

use crate::dist;
use crate::project::{self, Context, Outcome, tools_folder};
use crate::tools;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// What to serve and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    release: bool,
    port: u16,
    open: bool,
}

impl Options {
    /// Reads the arguments after `serve`.
    pub(crate) fn parse(arguments: &[&str]) -> Outcome<Self> {
        let mut options = Self { release: false, port: 8080, open: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--release" => options.release = true,
                "--open" => options.open = true,
                "--port" => {
                    options.port = arguments
                        .next()
                        .and_then(|port| port.parse().ok())
                        .ok_or("--port wants a number up to 65535")?;
                }
                other => return Err(format!("serve does not know {other}")),
            }
        }
        Ok(options)
    }
}

/// Builds the app and serves it until interrupted.
pub(crate) fn run(options: &Options) -> Outcome {
    if options.release {
        return serve_site(options);
    }
    tools::ensure()?;
    let mut trunk = tools::trunk();
    // A folder of its own: an unfinished build must never be taken for the site.
    trunk.arg("serve").arg("--dist").arg(tools_folder().join("serve"));
    trunk.args(["--port", &options.port.to_string()]);
    if options.open {
        trunk.arg("--open");
    }
    println!("The app will be at http://localhost:{}/ (stop with Ctrl+C)", options.port);
    project::become_process(trunk)
}

fn serve_site(options: &Options) -> Outcome {
    dist::ensure()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .context(format_args!("port {} is not free (choose another with --port)", options.port))?;
    let address = listener.local_addr().context("the server has no address")?;
    let url = format!("http://localhost:{}/", address.port());
    println!("The finished site is at {url} (stop with Ctrl+C)");
    println!("Pages that embed it: {url}examples/embed/");
    if options.open {
        open(&url);
    }
    let folder = dist::folder();
    for stream in listener.incoming().flatten() {
        let folder = folder.clone();
        thread::spawn(move || {
            // A browser that hangs up is no fault of the site.
            let _ = answer(stream, &folder);
        });
    }
    Ok(())
}

/// Shows an address in the person's browser, if there is one.
fn open(url: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", "", url])
    } else if cfg!(target_os = "macos") {
        ("open", &[url])
    } else {
        ("xdg-open", &[url])
    };
    if project::run(project::command(program).args(arguments)).is_err() {
        println!("No browser could be opened: go to {url} yourself.");
    }
}

/// Reads one request and answers it.
fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    // No request of a browser to a static site is longer.
    let mut lines = BufReader::new(stream.try_clone()?.take(64 * 1024)).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(()) };
    let mut encodings = String::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("accept-encoding")
        {
            value.clone_into(&mut encodings);
        }
    }
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    if method != "GET" && method != "HEAD" {
        return respond(&mut stream, "405 Method Not Allowed", "", b"only GET\n");
    }
    // The examples refer to the site as if they were a part of it.
    let file = file_for(folder, target).or_else(|| {
        target.starts_with("/examples/").then(|| file_for(&project::root(), target)).flatten()
    });
    let Some(file) = file else {
        return respond(&mut stream, "404 Not Found", "", b"not found\n");
    };
    let mut headers = format!("Content-Type: {}\r\nVary: Accept-Encoding\r\n", media_type(&file));
    let mut body = fs::read(&file)?;
    for (name, extension) in [("br", "br"), ("gzip", "gz")] {
        let wanted = encodings
            .split(',')
            .any(|encoding| encoding.split(';').next().unwrap_or("").trim() == name);
        if wanted && let Ok(small) = fs::read(dist::compressed(&file, extension)) {
            body = small;
            headers.push_str("Content-Encoding: ");
            headers.push_str(name);
            headers.push_str("\r\n");
            break;
        }
    }
    if method == "HEAD" {
        return stream.write_all(head("200 OK", body.len(), &headers).as_bytes());
    }
    respond(&mut stream, "200 OK", &headers, &body)
}

fn respond(
    stream: &mut TcpStream,
    status: &str,
    headers: &str,
    body: &[u8],
) -> std::io::Result<()> {
    stream.write_all(head(status, body.len(), headers).as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}

fn head(status: &str, length: usize, headers: &str) -> String {
    // Nothing is cached without asking: the next build has to be seen. A frame in a sandbox is a stranger to its own files
    // and may have them all the same.
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\n\
         Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\n\
         Connection: close\r\n{headers}\r\n"
    )
}

/// The file which a request asks for, never one outside of the folder.
fn file_for(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let mut file = folder.to_path_buf();
    for part in path.split('/') {
        // The site has only plain names, so nothing has to be decoded.
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if part.starts_with('.') || !part.chars().all(plain) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "md" | "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, file_for};
    use std::path::Path;

    #[test]
    fn reads_its_arguments() {
        let options = Options::parse(&["--port", "9000", "--release"]).unwrap();
        assert_eq!(options, Options { release: true, port: 9000, open: false });
        assert!(Options::parse(&["--port", "99999"]).is_err());
        assert!(Options::parse(&["--fast"]).is_err());
    }

    #[test]
    fn serves_files_of_the_folder_only() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(file_for(source, "/src/main.rs?v=1"), Some(source.join("src/main.rs")));
        for target in ["/../Cargo.toml", "/src/../Cargo.toml", "//etc/passwd", "/src", "/none", "x"]
        {
            assert_eq!(file_for(source, target), None, "{target}");
        }
    }
}
