//! Sorting, compiled once and small.

use std::cmp::Ordering;

/// The items in order; equal ones stay as they were.
///
/// The lists here are short, so each item is inserted at its place. The library's sort is faster for long lists and more
/// than four kilobytes of the download, again for each type of item.
pub fn order<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = order_places(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items.get_mut(place)?.take()).collect()
}

/// Over places and not over items, so that it is compiled once.
fn order_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places = Vec::with_capacity(count);
    for new in 0..count {
        let at = places.partition_point(|old| compare(*old, new) != Ordering::Greater);
        places.insert(at, new);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn equal_items_stay_as_they_were() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        let ordered = order(items, |a, b| a.0.cmp(&b.0));
        assert_eq!(ordered, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
