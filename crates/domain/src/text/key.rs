//! The list of all messages. The build makes it from `content/text/en.toml`: a message is added there, and in the text of
//! every other language, whose reading fails where one is forgotten.

macro_rules! keys {
    ($($variant:ident = $name:literal,)+) => {
        /// Names a message of the interface: `WelcomeStart` is `start` in the section `welcome` of a text. What it says
        /// stands there.
        #[allow(missing_docs, reason = "the message itself, in content/text/en.toml, says what it is")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Key { $($variant,)+ }

        impl Key {
            /// All messages, in the order of the English text.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The names of all messages in content files, in the order of the variants.
            pub fn names() -> impl Iterator<Item = &'static str> {
                // One text and not a list: the places and lengths in a list are three kilobytes more.
                concat!($($name, "\n"),+).split_terminator('\n')
            }
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
