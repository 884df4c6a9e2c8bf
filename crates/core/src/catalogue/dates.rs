//! Dates in a few bytes.
//!
//! How a date is known is a byte: 0 for no date, else 1 + the precision of its
//! start (0 day to 4 century), + 5 if uncertain, + 10 if approximate, + 20 if it
//! is an interval; then another such byte follows for its end. When it is are
//! the first days of start and end, each less the one before, as varints in
//! zigzag (0, -1, 1, -2 are 0, 1, 2, 3).

use crate::bytes::{BytesError, Reader, Writer};
use crate::date::{Date, Day, Point, Precision};

const PRECISIONS: [Precision; 5] = [
    Precision::Day,
    Precision::Month,
    Precision::Year,
    Precision::Decade,
    Precision::Century,
];

const UNCERTAIN: u8 = 5;
const APPROXIMATE: u8 = 10;
const INTERVAL: u8 = 20;

/// Dates being written, or two streams of bytes that were.
#[derive(Default)]
pub(crate) struct DateWriter {
    kinds: Writer,
    days: Writer,
    /// The day written last.
    day: i32,
}

impl DateWriter {
    pub(crate) fn date(&mut self, date: Option<Date>) {
        let Some(date) = date else {
            return self.kinds.u8(0);
        };
        let interval = if date.end().is_some() { INTERVAL } else { 0 };
        self.point(date.start, interval);
        if let Some(end) = date.end() {
            self.point(end, 0);
        }
    }

    fn point(&mut self, point: Point, interval: u8) {
        let precision = point.precision() as u8;
        let uncertain = u8::from(point.is_uncertain) * UNCERTAIN;
        let approximate = u8::from(point.is_approximate) * APPROXIMATE;
        self.kinds
            .u8(1 + precision + uncertain + approximate + interval);
        let delta = point.first().0.wrapping_sub(self.day);
        self.days
            .varint(u64::from(((delta << 1) ^ (delta >> 31)) as u32));
        self.day = point.first().0;
    }

    /// Writes how many bytes say how the dates are known, those, and the days.
    pub(crate) fn finish(self, writer: &mut Writer) {
        writer.count(self.kinds.len());
        writer.bytes(&self.kinds.into_bytes());
        writer.bytes(&self.days.into_bytes());
    }
}

/// Reads so many dates.
pub(crate) fn read(
    reader: &mut Reader,
    n_dates: usize,
) -> Result<Vec<Option<Date>>, BytesError> {
    let n_kinds = reader.count(1)?;
    let mut kinds = Reader::new(reader.bytes(n_kinds)?);
    if n_dates > n_kinds {
        return Err(BytesError::End);
    }
    let mut day = 0;
    let mut dates = Vec::with_capacity(n_dates);
    for _ in 0..n_dates {
        let kind = kinds.u8()?;
        dates.push(match kind.checked_sub(1) {
            None => None,
            Some(kind) if kind < INTERVAL => Some(point(kind, reader, &mut day)?.into()),
            Some(kind) => {
                let start = point(kind - INTERVAL, reader, &mut day)?;
                let end = kinds.u8()?.checked_sub(1).ok_or(BytesError::Number)?;
                let end = point(end, reader, &mut day)?;
                Some(Date::interval(start, end).ok_or(BytesError::Number)?)
            }
        });
    }
    Ok(dates)
}

fn point(kind: u8, days: &mut Reader, day: &mut i32) -> Result<Point, BytesError> {
    if kind >= INTERVAL {
        return Err(BytesError::Number);
    }
    let delta = days.varint_u32()?;
    *day = day.wrapping_add((delta >> 1) as i32 ^ -((delta & 1) as i32));
    let precision = PRECISIONS[usize::from(kind % UNCERTAIN)];
    let mut point = Point::new(Day(*day), precision).ok_or(BytesError::Number)?;
    point.is_uncertain = (kind / UNCERTAIN) & 1 == 1;
    point.is_approximate = kind / APPROXIMATE == 1;
    Ok(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_date_survives() {
        let texts = "2019-07-08 2019-07 2019 201X 19XX 2019~ 2019-07-08? 2019-07% \
            1954/1975 1954-07-21?/1975-04~ -0043 -0043-03-15% 0000 9999-12-31 -9999";
        let dates = texts.split_whitespace();
        let mut dates: Vec<Option<Date>> = dates.map(|text| text.parse().ok()).collect();
        assert!(dates.iter().all(Option::is_some));
        dates.insert(3, None);
        let mut writer = DateWriter::default();
        for date in &dates {
            writer.date(*date);
        }
        let mut bytes = Writer::default();
        writer.finish(&mut bytes);
        let bytes = bytes.into_bytes();
        assert_eq!(read(&mut Reader::new(&bytes), dates.len()), Ok(dates));
    }
}
