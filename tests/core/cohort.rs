//! Many responses: what is held of them, the numbers of a group, and what must not be shown.

use twelvefold::cohort::Spread;

use crate::support::assert_close;

fn spread(levels: &[usize]) -> Spread {
    let mut spread = Spread::default();
    for level in levels {
        spread.levels[level - 1] += 1;
    }
    spread
}

#[test]
fn consensus_has_the_published_values() {
    // Brief 4.9, computed from the formula of Tastle and Wierman.
    let vectors: [(&[usize], f64); 8] = [
        (&[4, 4, 4, 4, 4], 1.0),
        (&[3, 4, 4, 4, 5], 0.8340),
        (&[3, 3, 3, 4, 4, 4], 0.8074),
        (&[2, 2, 2, 4, 4, 4], 0.5850),
        (&[1, 1, 1, 5, 5, 5], 0.0),
        (&[1, 2, 3, 4, 5], 0.4340),
        (&[2, 3, 3, 4, 5], 0.6206),
        (&[1, 2, 4, 4, 5], 0.3654),
    ];
    for (levels, expected) in vectors {
        let found = spread(levels).consensus().unwrap();
        assert!((found - expected).abs() < 0.00005, "{levels:?}: {found} and not {expected}");
    }
    assert_eq!(Spread::default().consensus(), None);
}

#[test]
fn the_median_is_the_lower_one_of_two() {
    let median = |levels: &[usize]| spread(levels).lower_median().map(|level| level.number());
    assert_eq!(median(&[2, 4]), Some(2));
    assert_eq!(median(&[2, 3, 5]), Some(3));
    assert_eq!(median(&[1, 1, 4, 5]), Some(1));
    assert_eq!(median(&[5]), Some(5));
    assert_eq!(median(&[]), None);
    assert_close(spread(&[2, 4]).mean().unwrap(), 3.0);
    assert_close(spread(&[2, 4]).deviation().unwrap(), 1.0);
}
