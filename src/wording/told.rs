//! What the first screen says as well: numbers, dates, periods. The core says it;
//! here it is handed on.

use biennien_core::date::{Date, Day, Point};
use biennien_core::page::{RowDate, Tongue};
use biennien_core::timeline::{Days, Level, Period};

use super::Words;

macro_rules! told {
    ($($name:ident($($arg:ident: $type:ty),*) -> $out:ty;)*) => {
        impl Words {
            $(
                #[doc = concat!("See [`Tongue::", stringify!($name), "`].")]
                #[must_use]
                pub fn $name(self, $($arg: $type),*) -> $out {
                    self.pick(Tongue::Vi, Tongue::En).$name($($arg),*)
                }
            )*
        }
    };
}

told! {
    number(n: u32) -> String;
    articles(n: u32) -> String;
    articles_noun(n: u32) -> &'static str;
    minutes_to_read(n_minutes: usize) -> String;
    undated() -> &'static str;
    period(period: Period) -> String;
    row_date(date: Date, heading: Option<Level>) -> RowDate;
    year(year: i32) -> String;
    month_name(month: u8) -> String;
    month_short(month: u8) -> String;
    weekday(day: Day) -> &'static str;
    weekday_short(day: Day) -> &'static str;
    day(day: Day) -> String;
    day_with_weekday(day: Day) -> String;
    day_short(day: Day) -> String;
    day_of_year(day: Day) -> String;
    month(day: Day) -> String;
    month_of_year_short(day: Day) -> String;
    since(first: Day) -> String;
    until(last: Day) -> String;
    bin(level: Level, day: Day) -> String;
    days(days: Days) -> String;
    date(date: Date) -> String;
    doubt(point: Point) -> Option<&'static str>;
}
