//! Numbers that look like chance and are the same on every machine and for ever.

/// A sequence of numbers that follows from its seed.
///
/// `SplitMix64` (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). Of the library `rand`, only
/// generators in crates of their own promise the same numbers in every version; for made-up answers, three lines of
/// arithmetic are less than another dependency.
pub(crate) struct Random(u64);

impl Random {
    /// The sequence of a seed, for one of the things that are made up from it. What is added later changes nothing of what
    /// was there.
    pub(crate) fn new(seed: u64, of: &str, number: usize) -> Self {
        let mut state = Self(seed);
        for byte in of.bytes().chain((number as u64).to_le_bytes()) {
            state.0 = state.bits() ^ u64::from(byte);
        }
        state
    }

    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1, all alike.
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Around 0, mostly within one `spread` and never beyond three and a half: the sum of four, which is near enough to a
    /// normal distribution and needs no function that another machine rounds in another way.
    pub(crate) fn around(&mut self, spread: f64) -> f64 {
        let sum: f64 = (0..4).map(|_| self.share()).sum();
        (sum - 2.0) * 3.0_f64.sqrt() * spread
    }

    /// Whether something is so that is so this often, 0 to 1.
    pub(crate) fn happens(&mut self, often: f64) -> bool {
        self.share() < often
    }

    /// A number below `count`, which is not 0.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.share() * count as f64) as usize
    }

    /// One of these.
    pub(crate) fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }

    /// The numbers below `count` in any order.
    pub(crate) fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for place in (1..count).rev() {
            order.swap(place, self.below(place + 1));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn a_seed_has_one_sequence() {
        // Of the published algorithm, for the seed 0.
        let mut random = Random(0);
        assert_eq!(random.bits(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(random.bits(), 0x6E78_9E6A_A1B9_65F4);
        let first = |of, number| Random::new(1, of, number).bits();
        assert_eq!(first("member", 1), first("member", 1));
        assert_ne!(first("member", 1), first("member", 2));
        assert_ne!(first("member", 1), first("orchestrator", 1));
    }

    #[test]
    fn chance_is_spread_as_it_says() {
        let mut random = Random::new(7, "test", 0);
        let many: Vec<f64> = (0..10_000).map(|_| random.around(0.5)).collect();
        let mean = many.iter().sum::<f64>() / 10_000.0;
        let spread = (many.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 10_000.0).sqrt();
        assert!(mean.abs() < 0.02, "{mean}");
        assert!((spread - 0.5).abs() < 0.02, "{spread}");
        let mut order = random.order(12);
        assert_ne!(order, (0..12).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..12).collect::<Vec<_>>());
    }
}
