//! Randomness for ids.

/// 64 random bits, for ids. Not for secrets.
pub fn random() -> u64 {
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    half() << 32 | half()
}
