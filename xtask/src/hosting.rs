//! Tries the examples for hosts in `examples/hosting/` with the real servers, and holds them against what the build does.
//!
//! Owns which programs that takes. Starting and asking them is done by the tests in `tests/e2e/hosting`.

use crate::browser;
use crate::project::{Outcome, command};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A server: what its program is called, and where it is when it is not on the search path of an ordinary user.
struct Server {
    program: &'static str,
    place: &'static str,
    variable: &'static str,
}

const SERVERS: [Server; 2] = [
    Server { program: "nginx", place: "/usr/sbin/nginx", variable: "TWELVEFOLD_NGINX" },
    Server { program: "apache2", place: "/usr/sbin/apache2", variable: "TWELVEFOLD_APACHE" },
];

/// Without it nginx does not read the example.
const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// The tests of the examples, ready to be given their arguments. Servers are not installed by it: they would begin to serve
/// on this machine.
pub(crate) fn tests() -> Outcome<Command> {
    let mut tests = browser::tests()?;
    for server in &SERVERS {
        tests.env(server.variable, server.find().ok_or_else(missing)?);
    }
    if !Path::new(BROTLI).is_file() {
        return Err(missing());
    }
    tests.args(["--config", "hosting/playwright.config.ts"]);
    Ok(tests)
}

fn missing() -> String {
    "the examples for hosts are tried with nginx, its module for brotli and Apache. On Debian and Ubuntu: \
     apt-get install --no-install-recommends nginx-light libnginx-mod-http-brotli-static apache2 (and `systemctl disable \
     --now nginx apache2`, which otherwise serve on port 80)"
        .to_owned()
}

impl Server {
    fn find(&self) -> Option<PathBuf> {
        [self.program, self.place].into_iter().find(|program| runs(program)).map(PathBuf::from)
    }
}

fn runs(program: &str) -> bool {
    command(program).arg("-v").output().is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use crate::page::POLICY;
    use crate::project::{read, root};

    /// Examples that say what a page may load.
    const EXAMPLES: [&str; 4] = ["_headers", "cloudfront-headers.json", "htaccess", "nginx.conf"];

    fn example(name: &str) -> String {
        read(&root().join("examples/hosting").join(name)).unwrap()
    }

    /// Two policies hold at once, so one that is narrower than the page's own breaks the site, and a wider one says what is
    /// not true.
    #[test]
    fn hosts_send_the_policy_of_the_page_and_who_may_embed_it() {
        let wanted = format!("{POLICY}; frame-ancestors 'self' https://www.example.com");
        for name in EXAMPLES {
            let example = example(name);
            assert_eq!(example.matches("default-src").count(), 1, "{name}");
            assert!(
                example.contains(&format!("{wanted}\""))
                    || example.contains(&format!("{wanted}\n")),
                "{name}"
            );
        }
    }

    /// What nginx and Apache send is asked of them; nobody here can ask the others.
    #[test]
    fn hosts_that_cannot_be_tried_send_the_same_besides() {
        let sent = [
            ("Referrer-Policy", "no-referrer"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
        ];
        let headers = example("_headers");
        let all = headers.split("\n/*\n").nth(1).unwrap().split("\n\n").next().unwrap();
        for (name, value) in sent {
            assert!(all.lines().any(|line| line.trim() == format!("{name}: {value}")), "{name}");
        }

        let policy: serde_json::Value =
            serde_json::from_str(&example("cloudfront-headers.json")).unwrap();
        let security = &policy["SecurityHeadersConfig"];
        assert_eq!(security["ReferrerPolicy"]["ReferrerPolicy"], sent[0].1);
        assert_eq!(policy["CustomHeadersConfig"]["Items"][0]["Header"], sent[1].0);
        assert_eq!(policy["CustomHeadersConfig"]["Items"][0]["Value"], sent[1].1);
        assert_eq!(policy["CorsConfig"]["AccessControlAllowOrigins"]["Items"][0], sent[2].1);
        assert_eq!(security["ContentTypeOptions"]["Override"], true);
    }

    #[test]
    fn the_guide_names_every_example() {
        let guide = read(&root().join("docs/hosting.md")).unwrap();
        for file in std::fs::read_dir(root().join("examples/hosting")).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(guide.contains(&format!("examples/hosting/{name}")), "{name}");
        }
        assert!(guide.contains(POLICY));
    }
}
