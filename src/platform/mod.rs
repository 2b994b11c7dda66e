//! The browser. The only module that touches its globals: storage, location, page, clock, downloads, number formats and
//! what `boot.js` started before the app was there.
//!
//! Every function here that can fail says so in its type. Must not know scores, texts or screens.

mod page;

mod clock;
mod language;
mod location;
mod random;
mod turns;

mod boot;
mod dialog;
mod frame;
mod locale;
mod print;

mod focus;

mod download;
mod file;
mod image;

mod clipboard;
mod picture;

mod storage;

mod background;
mod mirror;
mod persistence;

pub use background::{
    BackgroundEvent, BackgroundRequest, Installing, Launch, ask_background, begin_background,
    can_work_offline,
};
pub use boot::{config, content, content_file, crash, fail, languages_offered, later_style, warn};
pub use clipboard::{copy_html, copy_text, pasted_files, pasted_text};
pub use clock::{BrowserClock, local_now, now, now_precise, today};
pub use dialog::{close_dialog, open_dialog};
pub use download::{Downloads, TextParts, download, download_blob, downloads};
pub use file::{
    PickedFile, ReadError, Readings, carries_files, chosen_files, dropped_files, dropped_text,
};
pub use focus::{focus, go_to, is_attended, replace_text, select, select_all};
pub use frame::{
    note_sight, on_click_of, on_going, on_height, on_host_message, on_input,
    replace_when_following, tell_host, when_ready,
};
pub use image::{ImageError, PickedImage, picked_image};
pub use language::{languages_wished, preferred, set_language};
pub use locale::BrowserLocale;
pub use location::{address, hash, navigate, on_hash_change, query, replace_hash};
pub use mirror::{MirrorState, announce, empty_mirror, keep_mirror, read_mirror};
pub use page::{
    emptied, is_at_least, is_framed, is_open, mark, mark_ready, on_leaving, on_resize, on_return,
    on_storage, scroll_to_top, set_property, set_theme, set_title, table_cells,
};
pub use persistence::{Persistence, persistence, request_persistence};
pub use picture::png;
pub use print::{print, print_part};
pub use random::random;
pub use storage::{BrowserStorage, noted_keys};
pub use turns::{Portions, after, before_paint, painted, when_idle, yield_to_browser};
