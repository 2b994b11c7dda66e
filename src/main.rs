//! Mounts the app; nothing else.

fn main() {
    twelvefold::start();
}
