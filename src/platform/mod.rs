//! The browser. The only module that touches its globals: storage, location, page, clock, downloads, number formats and
//! what `boot.js` started before the app was there.
//!
//! Every function here that can fail says so in its type. Must not know scores, texts or screens.

mod beside;
mod boot;
mod breath;
mod clipboard;
mod download;
mod file;
mod frame;
mod hand_over;
mod image;
mod locale;
mod mirror;
mod page;
mod picture;
mod promise;
mod storage;

pub use beside::{Beside, Installing, Launch, Wish, begin_beside, beside, can_be_kept};
pub use boot::{
    config, content, content_file, crash, fail, languages_offered, languages_wished, later_style,
    warn,
};
pub use breath::{breathe, now_precise, painted};
pub use clipboard::{copy_html, copy_text, pasted_files, pasted_text};
pub use download::{Downloads, TextParts, download, download_blob, downloads};
pub use file::{
    PickedFile, ReadError, Readings, carries_files, chosen_files, dropped_files, dropped_text,
};
pub use frame::{
    after, mark, note_sight, on_click_of, on_going, on_height, on_host_message, on_input,
    replace_when_following, tell_host, when_ready,
};
pub use hand_over::{address, close_dialog, open_dialog, print_part};
pub use image::{ImageError, PickedImage, picked_image};
pub use locale::{BrowserLocale, month};
pub use mirror::{MirrorState, announce, empty_mirror, keep_mirror, read_mirror};
pub use page::{
    BrowserClock, before_paint, emptied, focus, go_to, hash, is_at_least, is_attended, is_framed,
    is_open, local_now, mark_ready, navigate, now, on_hash_change, on_leaving, on_resize,
    on_return, on_storage, preferred, print, query, random, replace_hash, scroll_to_top, select,
    select_all, set_language, set_property, set_theme, set_title, table_cells, today, when_idle,
};
pub use picture::png;
pub use promise::{StoragePromise, ask_to_keep, storage_promise};
pub use storage::{BrowserStorage, noted_keys};
