//! Days as people write them: `fredag 15. januar 2027`, `kl. 08.00`.

use super::Lang;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

impl Lang {
    /// `fredag 15. januar 2027`
    pub fn date(self, day: NaiveDate) -> String {
        let weekday = self.t(&format!("weekday-{}", day.weekday().number_from_monday()));
        format!("{weekday} {}", self.plain_date(day))
    }

    /// `15. januar 2027`
    pub fn plain_date(self, day: NaiveDate) -> String {
        let month = self.t(&format!("month-{}", day.month()));
        self.in_order(day, &month)
    }

    /// `fre. 15. jan.`, with the year where it is not `today`'s.
    pub fn short_date(self, day: NaiveDate, today: NaiveDate) -> String {
        let weekday = self.t(&format!("weekday-short-{}", day.weekday().number_from_monday()));
        let month = self.t(&format!("month-short-{}", day.month()));
        let year = if day.year() == today.year() { String::new() } else { format!(" {}", day.year()) };
        match self {
            Self::En => format!("{weekday} {} {month}{year}", day.day()),
            Self::Nb | Self::Nn => format!("{weekday} {}. {month}{year}", day.day()),
        }
    }

    /// `kl. 08.00`
    pub fn clock(self, at: NaiveDateTime) -> String {
        let pattern = match self {
            Self::En => "%H:%M",
            Self::Nb | Self::Nn => "kl. %H.%M",
        };
        at.format(pattern).to_string()
    }

    /// `fredag 15. januar 2027 kl. 08.00`
    pub fn instant(self, at: NaiveDateTime) -> String {
        format!("{} {}", self.date(at.date()), self.clock(at))
    }

    /// `fre. 15. jan. kl. 08.00`
    pub fn short_instant(self, at: NaiveDateTime, today: NaiveDate) -> String {
        format!("{} {}", self.short_date(at.date(), today), self.clock(at))
    }

    fn in_order(self, day: NaiveDate, month: &str) -> String {
        match self {
            Self::En => format!("{} {month} {}", day.day(), day.year()),
            Self::Nb | Self::Nn => format!("{}. {month} {}", day.day(), day.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 15).unwrap();
        assert_eq!(Lang::Nb.date(day), "fredag 15. januar 2027");
        assert_eq!(Lang::Nn.date(day.succ_opt().unwrap()), "laurdag 16. januar 2027");
        assert_eq!(Lang::En.date(day), "Friday 15 January 2027");
        assert_eq!(Lang::Nb.short_date(day, day), "fre. 15. jan.");
        assert_eq!(Lang::Nb.instant(day.and_hms_opt(8, 0, 0).unwrap()), "fredag 15. januar 2027 kl. 08.00");
    }
}
