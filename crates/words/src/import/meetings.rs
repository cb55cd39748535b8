//! Councils' meetings as people have them: lines of days from a spreadsheet, or a calendar file.

use chrono::NaiveDate;
use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component as _, DatePerhapsTime};
use procedure::Sitting;

/// A line that cannot be read, by its number, and why, as a catalogue key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLine {
    pub line: usize,
    pub why: &'static str,
}

/// Reads all meetings of a text, or says which lines are not.
pub fn read(text: &str) -> Result<Vec<Sitting>, Vec<BadLine>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut sittings = if text.trim_start().starts_with("BEGIN:VCALENDAR") { calendar(text)? } else { lines(text)? };
    sittings.sort();
    sittings.dedup_by_key(|sitting| sitting.held_on);
    if sittings.is_empty() { Err(vec![BadLine { line: 1, why: "meetings-none" }]) } else { Ok(sittings) }
}

/// `2027-02-17;2027-02-03`, `17.02.2027`: the meeting, and where it is known the day its papers are due.
fn lines(text: &str) -> Result<Vec<Sitting>, Vec<BadLine>> {
    let (mut sittings, mut bad) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        let cells: Vec<&str> = line.split([';', ',', '\t']).map(|cell| cell.trim().trim_matches('"')).collect();
        let days: Vec<NaiveDate> = cells.iter().filter_map(|cell| day(cell)).collect();
        let header = number == 1 && days.is_empty() && !line.contains(|c: char| c.is_ascii_digit());
        match days[..] {
            _ if line.trim().is_empty() || header => {}
            [] => bad.push(BadLine { line: number, why: "meetings-no-day" }),
            [held_on] => sittings.push(Sitting { held_on, papers_due: None }),
            [held_on, papers_due] if papers_due <= held_on => {
                sittings.push(Sitting { held_on, papers_due: Some(papers_due) });
            }
            [_, _] => bad.push(BadLine { line: number, why: "meetings-papers-late" }),
            _ => bad.push(BadLine { line: number, why: "meetings-many-days" }),
        }
    }
    if bad.is_empty() { Ok(sittings) } else { Err(bad) }
}

pub fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d.%m.%y", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

fn calendar(text: &str) -> Result<Vec<Sitting>, Vec<BadLine>> {
    let calendar: Calendar = text.parse().map_err(|_| vec![BadLine { line: 1, why: "meetings-no-calendar" }])?;
    let day = |component: &CalendarComponent| match component {
        CalendarComponent::Event(event) => match event.get_start()? {
            DatePerhapsTime::Date(day) => Some(day),
            DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => {
                Some(at.with_timezone(&chrono_tz::Europe::Oslo).date_naive())
            }
            DatePerhapsTime::DateTime(
                CalendarDateTime::Floating(at) | CalendarDateTime::WithTimezone { date_time: at, .. },
            ) => Some(at.date()),
        },
        _ => None,
    };
    Ok(calendar.components.iter().filter_map(day).map(|held_on| Sitting { held_on, papers_due: None }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sitting(held_on: &str, papers_due: Option<&str>) -> Sitting {
        Sitting { held_on: held_on.parse().unwrap(), papers_due: papers_due.map(|day| day.parse().unwrap()) }
    }

    #[test]
    fn days_are_read_as_spreadsheets_write_them() {
        let text = "Møte;Saksfrist\n2027-02-17;2027-02-03\n16.06.2027\n\n\"24.03.27\",\"10.03.2027\"\n";
        let expected = [
            sitting("2027-02-17", Some("2027-02-03")),
            sitting("2027-03-24", Some("2027-03-10")),
            sitting("2027-06-16", None),
        ];
        assert_eq!(read(text).unwrap(), expected);
    }

    #[test]
    fn lines_that_are_no_meeting_are_named() {
        let bad = read("2027-02-17\nonsdag 3.\n2027-02-17;2027-03-01\n1.1.2027,2.1.2027,3.1.2027").unwrap_err();
        let expected = [(2, "meetings-no-day"), (3, "meetings-papers-late"), (4, "meetings-many-days")];
        assert_eq!(bad.iter().map(|line| (line.line, line.why)).collect::<Vec<_>>(), expected);
        assert!(read("").is_err());
    }

    #[test]
    fn a_calendar_file_gives_its_days() {
        let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270217\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20270616T230000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(read(text).unwrap(), [sitting("2027-02-17", None), sitting("2027-06-17", None)]);
    }
}
