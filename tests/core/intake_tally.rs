//! What came of reading is counted, and columns beside the codes become tags.

use cohort::{
    Added, Cohort, MOST_FACETS, Rules, View,
    intake::{
        MAX_TABLE_BYTES, MOST_REFUSED, Origin, Refusal, TableReader, Tags, Tally, Why, columns,
    },
    response::{Options, Response, encode},
    take_read,
};
use domain::assessment::{Assessment, ResponseId, ViewId};

use crate::support::{NOW, answered, model};

fn refusal(line: usize) -> Refusal {
    Refusal { line: Some(line), excerpt: String::new(), why: Why::Nothing }
}

#[test]
fn every_response_is_counted_once() {
    let mut tally = Tally::default();
    assert!(!tally.has_changed());
    tally.count(Added::Same);
    tally.count(Added::Older);
    assert!(!tally.has_changed(), "what was there already changes nothing");
    tally.count(Added::Replaced);
    assert!(tally.has_changed());
    tally.count(Added::New);
    tally.count(Added::New);
    assert_eq!((tally.new, tally.same, tally.replaced, tally.older), (2, 1, 1, 1));
    assert_eq!(tally.read(), 5);
}

#[test]
fn refused_places_are_kept_up_to_a_limit_and_counted_beyond() {
    let mut tally = Tally::default();
    for line in 0..MOST_REFUSED {
        tally.refuse("a.txt", refusal(line));
    }
    assert_eq!((tally.places.len(), tally.refused_beyond()), (MOST_REFUSED, 0));
    tally.refuse("b.txt", refusal(1));
    assert_eq!((tally.refused, tally.refused_beyond()), (MOST_REFUSED as u64 + 1, 1));
    assert_eq!(tally.places[0], ("a.txt".to_owned(), refusal(0)));
    assert!(tally.places.iter().all(|(file, _)| file == "a.txt"));
}

fn response(number: u64) -> Response {
    let response = Some(ResponseId::new(number));
    let assessment = Assessment { response, ..answered(&["3 4 2 NA DK", "5 1 - 2 2"]) };
    Response::of(model(), &assessment, &Options::default()).unwrap()
}

/// Four codes with a region beside all but the third.
fn tags(responses: &[Response]) -> Tags {
    let mut text = "Region;Code\n".to_owned();
    let mut found = Vec::new();
    for (response, region) in responses.iter().zip(["North", "South", "", "North"]) {
        text.push_str(region);
        text.push(';');
        found.push((response.id, text.len()));
        text.push_str(&encode(response));
        text.push('\n');
    }
    Tags { table: columns(&text).unwrap(), found }
}

#[test]
fn a_column_beside_the_codes_becomes_a_facet() {
    let responses: Vec<Response> = (1..=4).map(response).collect();
    let tags = tags(&responses);
    let mut cohort = Cohort::new(model());
    for response in &responses {
        assert_eq!(cohort.add(response), Added::New);
    }
    let (tagged, facet, count) = tags.applied(&cohort, 0, "Region").unwrap();
    assert_eq!(count, 3, "the empty cell is no tag");
    assert_eq!(tagged.facets()[facet].name, "Region");
    let values: Vec<Option<&str>> = responses
        .iter()
        .map(|response| {
            let place = tagged.place_of(response.id).unwrap();
            tagged.row(place).unwrap().value(facet)
        })
        .collect();
    assert_eq!(values, [Some("North"), Some("South"), None, Some("North")]);
    assert!(cohort.facets().is_empty(), "the responses themselves stay as they are");

    for number in 0..MOST_FACETS {
        cohort.add_facet(&format!("Facet {number}")).unwrap();
    }
    assert!(tags.applied(&cohort, 0, "Region").is_none(), "there is no room for another facet");
}

#[test]
fn that_nothing_is_in_a_pasted_text_is_no_place_that_could_not_be_read() {
    let nothing = refusal(1);
    let torn = Refusal { why: Why::NotText, ..refusal(1) };
    for (origin, file) in
        [(Origin::Pasted, ""), (Origin::Link, ""), (Origin::File("a.txt".to_owned()), "a.txt")]
    {
        assert_eq!(nothing.is_told(&origin), origin != Origin::Pasted, "{origin:?}");
        assert!(torn.is_told(&origin), "{origin:?}");
        assert_eq!(origin.file(), file);
    }
}

#[test]
fn a_large_table_is_not_looked_through_for_tags() {
    let responses: Vec<Response> = (1..=4).map(response).collect();
    let table: String = responses
        .iter()
        .flat_map(|response| ["North;".to_owned(), encode(response), "\n".to_owned()])
        .collect();
    assert!(TableReader::for_tags(&table).is_some());
    let large = table.repeat(MAX_TABLE_BYTES / table.len() + 1);
    assert!(TableReader::new(&large).is_some() && TableReader::for_tags(&large).is_none());
}

#[test]
fn responses_get_a_tag_all_or_none() {
    let mut cohort = Cohort::new(model());
    for number in 1..=3 {
        cohort.add(&response(number));
    }
    let ids = |numbers: &[u64]| numbers.iter().map(|n| ResponseId::new(*n)).collect::<Vec<_>>();
    let (tagged, facet) = cohort.tagged(ids(&[1, 3]), "Region", "North").unwrap();
    let value = |number| {
        tagged.row(tagged.place_of(ResponseId::new(number)).unwrap()).unwrap().value(facet)
    };
    assert_eq!([1, 2, 3].map(value), [Some("North"), None, Some("North")]);
    assert!(cohort.tagged(ids(&[1, 9]), "Region", "North").is_none(), "one is not there");
    assert!(cohort.tagged(ids(&[1]), " ", "North").is_none(), "the tag has no name");
}

#[test]
fn what_was_read_counts_beside_what_was_done_meanwhile() {
    let before = View::new(ViewId::new("port").unwrap(), "Port", model(), NOW);
    let mut read = before.cohort.clone();
    read.add(&response(1));
    let mut alone = before.clone();
    take_read(model(), &before, &mut alone, read.clone());
    assert_eq!((alone.cohort.len(), alone.revision), (1, before.revision));
    let mut now = before.clone();
    now.revision += 1;
    now.name = "Harbour".to_owned();
    now.cohort.add(&response(2));
    take_read(model(), &before, &mut now, read);
    assert_eq!((now.cohort.len(), now.name.as_str()), (2, "Harbour"));
}

#[test]
fn the_least_number_of_respondents_can_be_set_within_limits() {
    let constants = &model().scoring;
    let choices = Rules::choices(constants);
    assert_eq!(choices, constants.anonymity_min_group_floor..=10);
    for least in 0..20_u32 {
        let rules = Rules { min_group: least, ..Rules::new(constants) };
        let kept = u64::from(rules.least(constants));
        assert!(choices.contains(&kept));
        assert_eq!(kept == u64::from(least), choices.contains(&u64::from(least)));
    }
}
