//! The app itself on this device: whether it works without a network, and how to install it.

use leptos::prelude::*;

use crate::{
    app::App,
    platform::{self, Installing, Wish},
    screens::parts::on_device::{installing, is_kept},
    ui::{El, button, el, heading, nothing, paragraph},
};
use domain::text::Key;

/// The section on the app on this device.
pub(super) fn device(app: App) -> El {
    let kept = move || {
        let words = match (platform::can_be_kept(), is_kept()) {
            (false, _) => Key::DeviceNever,
            (true, false) => Key::DeviceNotYet,
            (true, true) => Key::DeviceKept,
        };
        app.say(words).into()
    };
    el("section")
        .class("device")
        .el(heading("h2", app.say(Key::DeviceTitle)))
        .el(el("p").attr("data-kept", "").live_text(kept))
        .live(move || install(app))
}

fn install(app: App) -> AnyView {
    // A page inside another one is not what would be installed.
    if platform::is_framed() {
        return nothing();
    }
    match installing() {
        Installing::Done => paragraph("", app.say(Key::DeviceIsInstalled)).view(),
        Installing::Offered => {
            let install = button("button", app.say(Key::DeviceInstall), || {
                platform::beside(Wish::Install);
            });
            let words = paragraph("", app.say(Key::DeviceInstallLead));
            el("div").el(words).el(el("p").el(install)).view()
        }
        Installing::ByHand => {
            let steps = [Key::DeviceStepsPhone, Key::DeviceStepsMac, Key::DeviceStepsOther];
            let steps = steps.map(|step| el("li").text(app.say(step)));
            el("details")
                .class("more")
                .attr("data-install-steps", "")
                .el(el("summary").text(app.say(Key::DeviceSteps)))
                .el(paragraph("", app.say(Key::DeviceInstallLead)))
                .el(el("ul").els(steps))
                .view()
        }
    }
}
