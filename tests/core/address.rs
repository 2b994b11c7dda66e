//! Addresses from outside: where links may lead, which files are fetched. Every disguise of a script is refused.

use proptest::prelude::*;
use workspace::host::address::{Address, AddressError, LONGEST, LocalFile, LocalFileError};

#[test]
fn pages_mailboxes_and_telephones_are_taken() {
    for (text, expected) in [
        ("https://example.com", "https://example.com"),
        ("https://example.com/", "https://example.com/"),
        ("HTTPS://Example.com/Path?a=b&c=%20d#e", "https://Example.com/Path?a=b&c=%20d#e"),
        ("https://sub.example.co.uk:8443/a,b;c=(d)", "https://sub.example.co.uk:8443/a,b;c=(d)"),
        ("https://müller.example/über-uns", "https://müller.example/über-uns"),
        ("https://例え.テスト/", "https://例え.テスト/"),
        ("https://example.com./", "https://example.com./"),
        ("https://127.0.0.1/", "https://127.0.0.1/"),
        ("https://[::1]:443/", "https://[::1]:443/"),
        ("https://example.com/javascript:alert(1)", "https://example.com/javascript:alert(1)"),
        ("mailto:hello@example.com", "mailto:hello@example.com"),
        (
            "MailTo:a.b+c@example.com,d@example.com?subject=A%20talk",
            "mailto:a.b+c@example.com,d@example.com?subject=A%20talk",
        ),
        ("tel:+49-30-123456", "tel:+49-30-123456"),
        ("tel:(030)1234.56", "tel:(030)1234.56"),
    ] {
        assert_eq!(Address::parse(text).as_ref().map(Address::as_str), Ok(expected), "{text}");
    }
}

#[test]
fn kinds_are_told_apart() {
    let kinds =
        |text| Address::parse(text).map(|address| (address.is_page(), address.is_telephone()));
    assert_eq!(kinds("https://example.com"), Ok((true, false)));
    assert_eq!(kinds("mailto:a@example.com"), Ok((false, false)));
    assert_eq!(kinds("tel:123"), Ok((false, true)));
}

#[test]
fn scripts_and_other_schemes_are_refused_in_every_disguise() {
    for text in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\r\nscript:alert(1)",
        "\u{0}javascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "\u{200b}javascript:alert(1)",
        "\u{feff}javascript:alert(1)",
        "javascript\u{ff1a}alert(1)",
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "javascript%3Aalert(1)",
        "%6aavascript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "ｊavascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,x",
        "data:text/html;base64,PHNjcmlwdD4=",
        "blob:https://example.com/0",
        "file:///etc/passwd",
        "http://example.com",
        "ftp://example.com",
        "ws://example.com",
        "view-source:https://example.com",
        "feed:https://example.com",
        "about:blank",
        "intent://example.com",
        "//example.com",
        "/imprint",
        "imprint.html",
        "#/start",
        "?a",
        ":",
        "https",
        "https:",
        "https:example.com",
        "https:/example.com",
        "https://",
        "https:///example.com",
        "https://?example.com",
        "https://user@example.com",
        "https://example.com@evil.example",
        "https://example.com:80:80",
        "https://example.com:99999",
        "https://example.com:port",
        "https://[::1",
        "https://[example]",
        "https://.example.com",
        "https://exa..mple",
        "https://-",
        "https:\\\\example.com",
        "https://example.com\\@evil.example",
        "https://example.com/<script>",
        "https://example.com/\"onclick=\"x",
        "https://exam ple.com",
        "https://example.com/a b",
        "https://example.com/\u{202e}moc",
        "mailto:",
        "mailto:nobody",
        "mailto:@example.com",
        "mailto:a@",
        "mailto:a@b@c",
        "mailto:a@b,",
        "mailto:a/b@c",
        "mailto:?to=a@b",
        "tel:",
        "tel:+",
        "tel:call-me",
        "tel:123;ext=7",
        "tel://123",
        "tel:12/3",
        "",
    ] {
        assert!(Address::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn reasons_tell_what_is_wrong() {
    for (text, expected) in [
        ("", AddressError::Length),
        (" https://example.com", AddressError::Character(' ')),
        ("http://example.com", AddressError::Scheme),
        ("https://a@b", AddressError::Host),
        ("mailto:a", AddressError::Mailbox),
        ("tel:x", AddressError::Telephone),
    ] {
        assert_eq!(Address::parse(text), Err(expected), "{text:?}");
        assert!(!expected.reason().is_empty());
    }
}

#[test]
fn length_has_a_limit() {
    let long = |bytes: usize| format!("https://example.com/{}", "a".repeat(bytes - 20));
    assert!(Address::parse(&long(LONGEST)).is_ok());
    assert_eq!(Address::parse(&long(LONGEST + 1)), Err(AddressError::Length));
    assert!(LocalFile::parse(&format!("{}.svg", "a".repeat(LONGEST - 4)), &["svg"]).is_ok());
    assert_eq!(
        LocalFile::parse(&format!("{}.svg", "a".repeat(LONGEST - 3)), &["svg"]),
        Err(LocalFileError::Length)
    );
}

#[test]
fn files_beside_the_page_are_taken() {
    for name in [
        "logo.svg",
        "brand/logo.svg",
        "./logo.svg",
        "a/b/c/d.SVG",
        "our logo (2).svg",
        "größe.svg",
        "a.b.svg",
        ".well/a.svg",
    ] {
        assert_eq!(
            LocalFile::parse(name, &["png", "svg"]).as_ref().map(LocalFile::as_str),
            Ok(name)
        );
    }
}

#[test]
fn files_elsewhere_are_refused() {
    for name in [
        "",
        "/logo.svg",
        "//example.com/logo.svg",
        "\\\\example.com\\logo.svg",
        "/\\example.com/logo.svg",
        "https://example.com/logo.svg",
        "https:logo.svg",
        "javascript:alert(1)//.svg",
        "data:image/svg+xml,x.svg",
        "../logo.svg",
        "a/../logo.svg",
        "a/../../logo.svg",
        "a/.. /logo.svg",
        " ../logo.svg",
        "%2e%2e/logo.svg",
        ".%2e/logo.svg",
        "a%2f..%2f..%2flogo.svg",
        "a//logo.svg",
        "a\\logo.svg",
        "logo.svg?x",
        "logo.svg#x",
        "logo.svg ",
        " logo.svg",
        "lo\tgo.svg",
        "lo\ngo.svg",
        "lo\u{0}go.svg",
        "logo\u{202e}.svg",
        "logo.svg/",
        "logo",
        ".svg",
        "a/.svg",
        "logo.html",
        "logo.svg.html",
        "\"logo.svg",
        "<logo.svg",
    ] {
        let read = LocalFile::parse(name, &["png", "svg"]);
        assert!(read.is_err(), "{name:?}");
        assert!(!read.err().map(LocalFileError::reason).unwrap_or_default().is_empty());
    }
}

proptest! {
    #[test]
    fn what_is_taken_begins_with_a_scheme_and_has_no_way_out(text in r#"(https://|mailto:|tel:|java\t?script:|.)?[a-z@./:\\\t <"%+0-9é]{0,30}"#) {
        if let Ok(address) = Address::parse(&text) {
            let address = address.as_str();
            prop_assert!(["https://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme)));
            prop_assert!(!address.contains(|c: char| c.is_whitespace() || c.is_control() || "\\\"<>".contains(c)));
            let again = Address::parse(address);
            prop_assert_eq!(again.as_ref().map(Address::as_str), Ok(address));
        }
    }

    #[test]
    fn a_file_never_leads_upwards(text in r"[a./\\%2eé: ]{0,12}(\.json)?") {
        if let Ok(file) = LocalFile::parse(&text, &["json"]) {
            prop_assert!(!file.as_str().starts_with('/'));
            prop_assert!(!file.as_str().contains(['\\', ':', '%']));
            prop_assert!(file.as_str().split('/').all(|step| !step.is_empty() && !step.starts_with("..")));
        }
    }

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        _ = Address::parse(&text);
        _ = LocalFile::parse(&text, &["json"]);
    }
}
