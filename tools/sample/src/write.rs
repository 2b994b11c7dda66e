//! The forms in which responses come back: bare codes, links, mail with everything that mail programs do to a text, a
//! table, and the JSON files that the app makes.

use crate::ecosystem::Reply;
use crate::random::Random;
use cohort::{
    Filter, Picture, View,
    response::{Month, encode},
};
use domain::{
    assessment::{AssessmentId, Date, ViewId},
    model::Content,
    text::{Locale, Speech},
};
use report::{Commentary, export};

/// One code a line.
pub(crate) fn codes(replies: &[Reply]) -> String {
    lines(replies, |reply| encode(&reply.response))
}

/// One link a line.
pub(crate) fn links(replies: &[Reply]) -> String {
    lines(replies, link)
}

fn lines(replies: &[Reply], line: impl Fn(&Reply) -> String) -> String {
    replies.iter().flat_map(|reply| [line(reply), "\n".to_owned()]).collect()
}

fn link(reply: &Reply) -> String {
    format!("https://example.org/twelvefold/#/r/{}", encode(&reply.response))
}

/// A table for a spreadsheet, by RFC 4180.
pub(crate) fn csv(replies: &[Reply]) -> String {
    let mut text = "Organization,Region,Type,Code\r\n".to_owned();
    for reply in replies {
        let code = encode(&reply.response);
        let cells = [&reply.organization, reply.region, reply.kind, &code].map(quoted);
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A thread of mail in which organizations answer one after the other: codes in links, wrapped, quoted, bent by mail
/// programs, and some of them a second time below the answer to them.
pub(crate) fn mail(replies: &[Reply], seed: u64) -> String {
    let mut text = String::new();
    for (number, reply) in replies.iter().enumerate() {
        let mut random = Random::new(seed, "mail", number);
        let code = encode(&reply.response);
        let date = format!("{}-{:02}", reply.response.month, 1 + number % 28);
        let head = |from: &str| {
            format!("From: {from}\nDate: {date}\nSubject: Re: How well do we work together?\n\n")
        };
        let carried = match random.below(6) {
            0 => format!("{}\n", link(reply)),
            1 => wrapped(&code, "", "\n", 64),
            // As if forwarded, and as if forwarded twice.
            2 => wrapped(&code, "> ", "\n", 70),
            3 => wrapped(&code, ">> ", "\n", 50),
            // Quoted-printable that nobody has undone.
            4 => wrapped(&code, "", "=\n", 75),
            _ => format!("  *{}*\n", code.to_lowercase()),
        };
        text += &head(&format!("{} <office{number}@example.org>", reply.organization));
        text += random.one_of(&[
            "Hello,\n\nhere is our response:\n\n",
            "Please find our answers below. It took us 40 minutes, in room 12F.\n\n",
            "Dear all,\n\nwe talked it over on Monday; this is what came out of it.\n\n",
        ]);
        text += &carried;
        text += random.one_of(&["\nKind regards\n\n", "\n-- \nSent from the yard\n\n", "\n"]);
        if random.happens(0.3) {
            text += &head("The organizers <organizers@example.org>");
            text += "Thank you, it has arrived.\n\n> here is our response:\n>\n";
            text += &wrapped(&code, "> ", "\n", 60);
            text += "\n";
        }
    }
    text
}

/// A code in lines of so many characters.
fn wrapped(code: &str, before: &str, cut: &str, width: usize) -> String {
    let letters: Vec<char> = code.chars().collect();
    let lines: Vec<String> = letters.chunks(width).map(|line| line.iter().collect()).collect();
    format!("{before}{}\n", lines.join(&format!("{cut}{before}")))
}

/// The results that the app would make of the responses, as names of files with their texts.
pub(crate) fn results<'a>(
    content: &'a Content,
    replies: &'a [Reply],
) -> impl Iterator<Item = (String, String)> + 'a {
    let width = replies.len().to_string().len();
    replies.iter().enumerate().filter_map(move |(number, reply)| {
        let id = AssessmentId::from_random(reply.response.id.bits());
        let mut assessment = reply.response.assessment(&content.model, id);
        // On the device that it comes from it has a name in any case.
        assessment.name.clone_from(&reply.organization);
        let now = reply.response.month.moment();
        let speech = Speech { catalogue: &content.catalogue, locale: &English };
        let text = export::result(&content.model, &assessment, speech, now);
        let name = export::file_name(&reply.organization, "result", Date::of(now), "json");
        let name = name.strip_prefix("twelvefold-")?;
        Some((format!("twelvefold-{:0width$}-{name}", number + 1), text))
    })
}

/// What is taken along of a view of all responses, grouped by region: names of files with their texts.
pub(crate) fn view(content: &Content, replies: &[Reply]) -> Vec<(String, String)> {
    let Content { model, catalogue, .. } = content;
    let now = replies.last().map_or(0, |reply| reply.response.month.moment());
    let mut view = View::new(ViewId::from_random(1), "Made-up ecosystem", model, now);
    for reply in replies {
        view.cohort.add(&reply.response);
    }
    for (name, value) in
        [("Region", (|reply| reply.region) as fn(&Reply) -> &str), ("Type", |reply| reply.kind)]
    {
        let Some(facet) = view.cohort.add_facet(name) else { continue };
        for reply in replies {
            view.cohort.tag(reply.response.id, facet, value(reply));
        }
    }
    view.facet = Some(0);
    let filter = Filter::default();
    let picture = &Picture::of(model, &view.cohort, view.rules, &filter, view.facet);
    let speech = Speech { catalogue, locale: &English };
    let commentary = Commentary { model, view: &view, filter, picture, speech };
    let answers = export::Answers::new(model, &view.cohort, view.rules.named, filter);
    [
        ("answers.csv", answers.collect()),
        ("numbers.csv", export::numbers(model, &view, &filter, picture)),
        ("result.json", export::view_result(&commentary, now)),
        ("report.md", export::view_markdown(&commentary, now)),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .to_vec()
}

/// English without a browser, for the sentences in the results.
struct English;

impl Locale for English {
    fn whole(&self, number: u64) -> String {
        number.to_string()
    }

    fn decimal(&self, number: f64, decimals: u8) -> String {
        format!("{number:.*}", usize::from(decimals))
    }

    fn percent(&self, share: f64) -> String {
        format!("{:.0}%", share * 100.0)
    }

    fn date(&self, moment: u64) -> String {
        Date::of(moment).map(|day| day.to_string()).unwrap_or_default()
    }

    fn month(&self, moment: u64) -> String {
        Month::of(moment).to_string()
    }

    fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    fn plural(&self, count: u64) -> String {
        if count == 1 { "one" } else { "other" }.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{codes, csv, links, mail, quoted, results, view};
    use crate::ecosystem::{Reply, Size, ecosystem};
    use crate::shipped;
    use cohort::response::{Options, Pasted, Response};
    use domain::{
        model::Content,
        wire::{BackupKind, BackupPart, read_backup},
    };
    use std::collections::HashSet;
    use std::sync::LazyLock;

    static CONTENT: LazyLock<Content> = LazyLock::new(|| shipped().unwrap());

    fn replies() -> Vec<Reply> {
        let size = Size { members: 60, orchestrators: 2, rounds: 1, seed: 3, form: None };
        ecosystem(&CONTENT.model, size)
    }

    #[test]
    fn every_response_is_found_in_every_text_once_and_nothing_else() {
        let replies = replies();
        let sent: Vec<&Response> = replies.iter().map(|reply| &reply.response).collect();
        let texts = [codes(&replies), links(&replies), csv(&replies), mail(&replies, 3)];
        for text in &texts {
            let found = Pasted::read(&CONTENT.model, text).unwrap();
            assert_eq!(found.damaged, []);
            assert_eq!(found.responses.iter().collect::<Vec<_>>(), sent);
        }
        let [.., thread] = texts;
        for bent in ["/#/r/12F-", "\n> 12F-", "\n>> 12F-", "=\n", "*12f-", "has arrived"] {
            assert!(thread.contains(bent), "{bent:?} does not occur");
        }
    }

    #[test]
    fn the_table_has_as_many_cells_in_every_row() {
        let replies = replies();
        let text = csv(&replies);
        let mut rows: Vec<Vec<String>> = vec![vec![String::new()]];
        let mut in_quotes = false;
        // As a reader by RFC 4180 takes it, but for doubled quotation marks, which leave nothing here.
        for letter in text.chars() {
            let row = rows.last_mut().unwrap();
            match letter {
                '"' => in_quotes = !in_quotes,
                ',' if !in_quotes => row.push(String::new()),
                '\n' if !in_quotes => rows.push(vec![String::new()]),
                other => row.last_mut().unwrap().push(other),
            }
        }
        assert_eq!(rows.pop().unwrap(), [""]);
        assert_eq!(rows.len(), replies.len() + 1);
        assert!(rows.iter().all(|row| row.len() == 4), "{rows:?}");
        assert!(rows.iter().skip(1).all(|row| row[3].starts_with("12F-")));
        assert!(rows.iter().any(|row| row[0].contains(',')));
        assert_eq!(quoted("Calder \"Blue Line\""), "\"Calder \"\"Blue Line\"\"\"");
        assert_eq!(quoted("Calder & Sons"), "Calder & Sons");
    }

    #[test]
    fn results_can_be_restored_and_handed_over_again() {
        let replies = replies();
        let files: Vec<(String, String)> = results(&CONTENT, &replies).collect();
        let names: HashSet<&String> = files.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), replies.len());
        for ((_, text), reply) in files.iter().zip(&replies) {
            let file = read_backup(text).unwrap();
            assert_eq!((file.kind, file.problems.as_slice()), (BackupKind::Result, &[][..]));
            let [BackupPart::Read { assessment, problems, .. }] = &file.parts[..] else {
                panic!("{:?}", file.parts)
            };
            assert_eq!(*problems, []);
            let sent = &reply.response;
            let options = Options {
                evidence: sent.has_evidence,
                competencies: sent.competencies.is_some(),
                name: sent.name.clone(),
            };
            assert_eq!(assessment.name, reply.organization);
            assert_eq!(Response::of(&CONTENT.model, assessment, &options).as_ref(), Some(sent));
        }
    }
    #[test]
    fn a_view_of_them_can_be_taken_along() {
        let files = view(&CONTENT, &replies());
        let text = |name: &str| &files.iter().find(|(other, _)| other == name).unwrap().1;
        assert_eq!(text("answers.csv").lines().count(), 1 + 62 * 65);
        assert!(text("answers.csv").contains(",tag_Region,tag_Type,"));
        assert!(text("numbers.csv").contains(",tag,Region,Islands,"));
        assert!(text("result.json").contains("62 responses (2 orchestrators and 60 members)"));
        assert!(text("report.md").starts_with("# Made-up ecosystem\n"));
    }
}
