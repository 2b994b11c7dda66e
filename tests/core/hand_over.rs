//! Whether an assessment can be handed over, what is carried to oneself, and the mails that are prepared.

use base::percent::{MAIL_LIMIT, mail_address, unescaped};
use cohort::response::{Pasted, Readiness, carrying_code, readiness};
use domain::{
    assessment::{Assessment, Msg, ResponseId, SelfCheck, update},
    model::Role,
};
use report::{
    invitation, invitation_mail,
    words::{held_words, response_mail},
};

use crate::support::{FULL, NOW, answered, blank, model, seen, speech};

fn named(assessment: &Assessment) -> Assessment {
    update(assessment, Msg::SetResponse(ResponseId::new(7)), NOW)
}

fn checked(mut assessment: Assessment, check: SelfCheck) -> Assessment {
    assessment.competencies.insert(model().competencies.items[0].id.clone(), check);
    assessment
}

#[test]
fn there_is_something_to_hand_over_once_there_is_an_answer_and_an_id() {
    let state = |assessment: &Assessment| readiness(model(), assessment);
    assert_eq!(state(&blank(FULL)), Readiness::Empty);
    assert_eq!(state(&named(&blank(FULL))), Readiness::Empty, "an id alone is nothing");
    assert_eq!(state(&answered(&["DK"])), Readiness::Unnamed);
    let ready = named(&answered(&["3"]));
    assert_eq!(state(&ready), Readiness::Ready { checked: false });
    let empty = SelfCheck::default();
    assert_eq!(state(&checked(ready.clone(), empty)), Readiness::Ready { checked: false });
    let others = SelfCheck { others: Some(seen(2)), ..SelfCheck::default() };
    assert_eq!(state(&checked(ready, others)), Readiness::Ready { checked: true });
}

#[test]
fn what_is_carried_to_oneself_has_all_that_a_code_has_room_for() {
    assert_eq!(carrying_code(model(), &named(&blank(FULL))), None);
    assert_eq!(carrying_code(model(), &answered(&["3"])), None);
    let own = SelfCheck { own: Some(seen(4)), ..SelfCheck::default() };
    let assessment = checked(named(&answered(&["3:2 4:3"])), own);
    let code = carrying_code(model(), &assessment).unwrap();
    let [carried] = &Pasted::read(model(), &code).unwrap().responses[..] else { panic!("{code}") };
    assert!(carried.has_evidence);
    assert_eq!(carried.name.as_deref(), Some("Port logistics"));
    let check = &carried.competencies.as_ref().unwrap()[0];
    assert_eq!((check.own, check.others), (Some(seen(4)), None));
}

#[test]
fn what_is_on_the_device_already_is_named() {
    let assessment = named(&answered(&["3"]));
    let code = carrying_code(model(), &assessment).unwrap();
    let response = Pasted::read(model(), &code).unwrap().responses.remove(0);
    let said = |all: &[Assessment]| {
        held_words(response.held(model(), all.iter()))
            .map(|(key, there)| (speech().fill(key, &[("name", &there.name)]), there.revision))
    };
    assert_eq!(said(&[]), None);
    let same = said(std::slice::from_ref(&assessment)).unwrap();
    let later = update(&assessment, Msg::Rename("Harbour".to_owned()), NOW);
    let later = Assessment { revision: later.revision + 5, ..later };
    let practice = model().principles[0].practices[1].id.clone();
    let later = update(&later, Msg::SetAnswer(practice.clone(), crate::support::answer("5")), NOW);
    let after = said(&[later]).unwrap();
    let earlier = update(&assessment, Msg::SetAnswer(practice, crate::support::answer("2")), NOW);
    let before = said(&[Assessment { revision: assessment.revision, ..earlier }]).unwrap();
    let all = [&same.0, &after.0, &before.0];
    assert!(all.iter().all(|words| !words.contains('{')), "{all:#?}");
    assert!(same.0 != after.0 && after.0 != before.0 && same.0 != before.0, "{all:#?}");
}

#[test]
fn a_mail_keeps_its_lines_and_signs() {
    let address = mail_address("A & B", "one\ntwo?");
    assert_eq!(address, "mailto:?subject=A%20%26%20B&body=one%0D%0Atwo%3F");
    let mail = unescaped(&response_mail("https://a.example/#/r/12F-AB", "12F-AB", speech()));
    assert!(mail.starts_with("mailto:?subject="), "{mail}");
    assert!(mail.contains("https://a.example/#/r/12F-AB") && mail.contains("\r\n"), "{mail}");
}

#[test]
fn an_invitation_fits_the_role_and_names_the_ecosystem() {
    let link = "https://a.example/#/new?role=member";
    let words = |role, name| invitation(role, name, link, speech());
    let member = words(Role::Member, "Port of Example");
    assert!(member.contains(link) && member.contains("Port of Example"), "{member}");
    assert_ne!(member, words(Role::Orchestrator, "Port of Example"));
    let unnamed = words(Role::Member, "");
    assert!(unnamed.contains(link) && !unnamed.contains('{'), "{unnamed}");
}

#[test]
fn a_mail_that_would_be_cut_off_is_not_offered() {
    let shortest = invitation_mail("", speech()).unwrap().len();
    let fits = "a".repeat(MAIL_LIMIT - shortest);
    assert_eq!(invitation_mail(&fits, speech()).unwrap().len(), MAIL_LIMIT);
    assert_eq!(invitation_mail(&format!("{fits}a"), speech()), None);
}
