//! Asking members for their answers: a text with a link that presets everything.

use base::percent::{MAIL_LIMIT, mail_address};
use domain::{
    model::Role,
    text::{Key, Speech},
};

/// The invitation. `name` is that of the ecosystem and can be empty; `link` presets the profile.
pub fn invitation(role: Role, name: &str, link: &str, speech: Speech<'_>) -> String {
    let key = match role {
        Role::Member => Key::ViewInviteMember,
        Role::Orchestrator => Key::ViewInviteOrchestrator,
    };
    let ecosystem = if name.is_empty() {
        speech.say(Key::ViewInviteUnnamed).to_owned()
    } else {
        speech.fill(Key::ViewInviteNamed, &[("name", name)])
    };
    speech.fill(key, &[("ecosystem", &ecosystem), ("link", link)])
}

/// The address of the mail with an invitation; `None` if mail programs would cut it off.
pub fn invitation_mail(text: &str, speech: Speech<'_>) -> Option<String> {
    let address = mail_address(speech.say(Key::ViewInviteSubject), text);
    (address.len() <= MAIL_LIMIT).then_some(address)
}
