//! Days of the calendar, without time and place.

use std::fmt;

use super::Moment;

/// A day from 2000-01-01 to 2199-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

const FIRST_YEAR: u16 = 2000;
const LAST_YEAR: u16 = 2199;

/// Days from 1970-01-01, where moments are counted from, to 2000-01-01.
const DAYS_BEFORE: u64 = 10_957;
const MILLISECONDS_OF_A_DAY: u64 = 86_400_000;

impl Date {
    /// The day with this year (2000 to 2199), month (1 to 12) and day of the month, if there is one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_there = (FIRST_YEAR..=LAST_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day);
        is_there.then_some(Self { year, month, day })
    }

    /// The day as `YYYY-MM-DD` (ISO 8601), if it is one. As [`fmt::Display`] prints it and date fields give it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |length: usize| {
            let digits = parts.next()?;
            let fits = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse::<u16>().ok().filter(|_| fits)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let rest = parts.next();
        Self::new(year, month as u8, day as u8).filter(|_| rest.is_none())
    }

    /// The day in UTC at this moment; `None` outside of the years that dates can have.
    pub fn of(moment: Moment) -> Option<Self> {
        let mut days = (moment / MILLISECONDS_OF_A_DAY).checked_sub(DAYS_BEFORE)?;
        for year in FIRST_YEAR..=LAST_YEAR {
            for month in 1..=12 {
                let length = u64::from(days_in(year, month));
                if days < length {
                    return Self::new(year, month, days as u8 + 1);
                }
                days -= length;
            }
        }
        None
    }

    /// A moment in the middle of the day in UTC, for showing it: the same day by the clocks of nearly every place.
    pub fn midday(self) -> Moment {
        let mut days = DAYS_BEFORE;
        for year in FIRST_YEAR..=self.year {
            let months = if year == self.year { self.month } else { 13 };
            days += (1..months).map(|month| u64::from(days_in(year, month))).sum::<u64>();
        }
        (days + u64::from(self.day) - 1) * MILLISECONDS_OF_A_DAY + MILLISECONDS_OF_A_DAY / 2
    }

    /// The year, 2000 to 2199.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }
}

/// How many days a month has, by the Gregorian calendar.
fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
