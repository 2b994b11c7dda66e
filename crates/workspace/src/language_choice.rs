//! Which of the languages that are offered a person gets. The same rule as in `public/boot.js`, which has to know before
//! the app is there.

/// The first wish that can be met: by the language itself, else by its family (`de-AT` by `de`). Without one that can be
/// met English, and the first without that.
pub fn choose<'a>(offered: &[&'a str], wishes: &[&str]) -> Option<&'a str> {
    let family = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let mut wishes = wishes.iter().filter(|wish| !wish.is_empty());
    let met = wishes.find_map(|wish| {
        let by = |is: &dyn Fn(&str) -> bool| offered.iter().copied().find(|offer| is(offer));
        by(&|offer| offer.eq_ignore_ascii_case(wish))
            .or_else(|| by(&|offer| offer.eq_ignore_ascii_case(&family(wish))))
            .or_else(|| by(&|offer| family(offer) == family(wish)))
    });
    met.or_else(|| offered.iter().copied().find(|offer| *offer == "en"))
        .or_else(|| offered.first().copied())
}
