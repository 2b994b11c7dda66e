//! A map that is a sorted list: compiled small for each type of key and value.
//!
//! For a few hundred entries at most, which is what an assessment has. The library's tree is faster for very many, and is
//! about two kilobytes of the download for each type that is kept in it.

use std::borrow::Borrow;

/// Values by key, in the order of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, V> Sorted<K, V> {
    /// Without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Removes all entries.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Removes the entries for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, to be changed, in the order of their keys.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> + ExactSizeIterator {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Sorted<K, V> {
    /// The place of a key, or the one where it would be.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// The value of this key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(self.place(key).ok()?).map(|(_, value)| value)
    }

    /// The value of this key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Whether there is an entry with this key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => {
                if let Some((_, old)) = self.0.get_mut(place) {
                    *old = value;
                }
            }
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    /// Removes an entry and returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key).ok()?;
        Some(self.0.remove(place).1)
    }
}

/// The entries in the order of their keys.
pub type Iter<'a, K, V> =
    std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

impl<'a, K, V> IntoIterator for &'a Sorted<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Of several entries with one key the last one counts.
impl<K: Ord, V> FromIterator<(K, V)> for Sorted<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut sorted = Self::new();
        for (key, value) in entries {
            sorted.insert(key, value);
        }
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::Sorted;

    #[test]
    fn keeps_each_key_once_and_in_order() {
        let mut map: Sorted<String, u8> = [("b", 1), ("c", 2), ("a", 3), ("b", 4)]
            .map(|(k, v)| (k.to_owned(), v))
            .into_iter()
            .collect();
        let all = |map: &Sorted<String, u8>| -> Vec<(String, u8)> {
            map.iter().map(|(key, value)| (key.clone(), *value)).collect()
        };
        assert_eq!(all(&map), [("a".to_owned(), 3), ("b".to_owned(), 4), ("c".to_owned(), 2)]);
        assert_eq!((map.len(), map.get("b"), map.get("d")), (3, Some(&4), None));
        assert_eq!(map.remove("b"), Some(4));
        assert_eq!(map.remove("b"), None);
        assert!(!map.contains_key("b") && map.contains_key("c"));
        *map.get_mut("c").unwrap() = 7;
        map.insert("aa".to_owned(), 5);
        assert_eq!(map.keys().collect::<Vec<_>>(), ["a", "aa", "c"]);
        assert_eq!(map.values().copied().collect::<Vec<_>>(), [3, 5, 7]);
        map.values_mut().for_each(|value| *value += 1);
        map.retain(|key, value| key != "aa" && *value > 4);
        assert_eq!(all(&map), [("c".to_owned(), 8)]);
        map.clear();
        assert!(map.is_empty());
    }

    #[test]
    fn is_equal_whatever_the_order_of_inserting() {
        let one: Sorted<u8, u8> = (0..9).map(|n| (n, n)).collect();
        let other: Sorted<u8, u8> = (0..9).rev().map(|n| (n, n)).collect();
        assert_eq!(one, other);
    }
}
