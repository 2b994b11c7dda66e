//! What came of reading is counted, and columns beside the codes become tags.

use cohort::{
    Added, Cohort, MOST_FACETS,
    intake::{MOST_REFUSED, Refusal, Tags, Tally, Why, columns},
    response::{Options, Response, encode},
};
use domain::assessment::{Assessment, ResponseId};

use crate::support::{answered, model};

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
