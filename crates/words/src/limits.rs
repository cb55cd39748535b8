//! Every limit there is on what strangers can make us do or keep, in one place. The name in brackets is the test's.

use std::time::Duration;

/// The largest file that is taken, in bytes: longer ones are no answer to a hearing
/// (`bodies_without_end_and_bodies_cut_short_leave_nothing`).
pub const FILE: usize = 25 * 1024 * 1024;
/// The largest form with a file that is read to its end, in bytes: what is typed beside a file that is too large can
/// be given back then (`a_file_that_is_too_large_takes_nothing_that_was_typed_with_it`).
pub const UPLOAD: usize = 4 * FILE;
/// The body of a form that brings no file, in bytes (`what_the_framework_refuses_is_said_in_the_readers_language`).
pub const TYPED: usize = 2 * 1024 * 1024;
/// What is read of a request after it was refused, in bytes, so that the refusal arrives; a client that goes on is cut
/// off. A scanned plan is less (`who_sends_too_much_can_read_why_it_is_refused`).
pub const UNREAD: usize = 128 * 1024 * 1024;
/// The longest texts that are compared word by word, in bytes; longer ones are shown as taken out and put in
/// (`a_text_beyond_measure_is_not_compared_word_by_word`).
pub const COMPARED: usize = 200_000;
/// The most entries of a zip package, such as a DOCX: each takes memory before anything of it is read
/// (`a_directory_of_half_a_million_entries_is_refused_unread`).
pub const ENTRIES: u64 = 10_000;
/// The most that one part of a package may hold when it is unpacked, in bytes: a small file can unpack to gigabytes
/// (`a_package_that_grows_too_large_is_refused`).
pub const PART: u64 = 32 * 1024 * 1024;
/// The most elements of one XML part of a document: each takes memory, and a few letters are enough for one
/// (`a_part_without_end_or_beyond_measure_is_refused`).
pub const ELEMENTS: usize = 1_000_000;
/// The pictures of one text that is read in, in bytes together and in number; the others are told of and left out
/// (`pictures_beyond_measure_are_told_of_and_left_out`).
pub const PICTURES: u64 = 64 * 1024 * 1024;
/// (`pictures_beyond_measure_are_told_of_and_left_out`)
pub const PICTURES_COUNT: usize = 500;
/// As far as one compressed part of a PDF file is looked into, and all of them together, in bytes: more is no text that
/// people wrote (`a_pdf_is_unpacked_once_and_no_further_than_its_limit`).
pub const PDF_PART: u64 = 8 * 1024 * 1024;
/// (`a_pdf_is_unpacked_once_and_no_further_than_its_limit`)
pub const PDF: u64 = 64 * 1024 * 1024;
/// The largest mail message that is read, in bytes: a file of 25 MB as mail carries it does not come whole
/// (`a_message_too_large_to_be_taken_is_told_of`).
pub const MESSAGE: usize = 30 * 1024 * 1024;
/// The largest body a form or a program may send, in bytes; routes that take files say their own
/// (`who_sends_too_much_can_read_why_it_is_refused`).
pub const BODY: usize = 2 * 1024 * 1024;
/// The largest body of a form that anybody may send and that holds a line or two, in bytes
/// (`large_log_ins_are_refused_and_leave_no_memory`).
pub const SMALL_FORM: usize = 4 * 1024;
/// The longest head of a request, in bytes, so that all connections together have room in memory
/// (`who_sends_too_much_can_read_why_it_is_refused`).
pub const HEAD: usize = 64 * 1024;
/// How long a request may take, so that who reads or writes slowly holds nothing for ever
/// (`thousands_of_half_sent_requests_hold_up_nobody_and_are_cut_off`).
pub const REQUEST: Duration = Duration::from_mins(1);
/// How long a client may take to fetch its last answer, so that a connection ends whatever it does: the largest file at
/// a third of a megabit in a second. One that takes nothing at all is cut off after `connections.idle_seconds`
/// (`a_client_that_never_reads_is_cut_off`).
pub const FETCH: Duration = Duration::from_mins(10);
/// Entries each quota remembers, twice: a megabyte and a half (`however_many_come_only_so_many_are_remembered`).
pub const QUOTA_ENTRIES: usize = 10_000;
/// Wrong links and log-ins an address may try at once; after them one in each of the seconds beside
/// (`guesses_are_slowed_where_they_come_from_and_right_links_are_not`).
pub const WRONG_GUESSES: (u32, Duration) = (60, Duration::from_secs(10));
/// Log-ins an e-mail address may ask for at once, five an hour in all (`an_address_may_ask_for_five_log_ins_an_hour`).
pub const LOG_INS: (u32, Duration) = (5, Duration::from_mins(12));
/// Wrong codes a log-in bears: one guess in 200 000 is right (`five_wrong_codes_end_a_log_in`).
pub const LOG_IN_CODES: u32 = 5;
/// Letters a link can have sent in 24 hours: to colleagues, new links, receipts, codes. More is no answer to a hearing
/// (`a_link_has_a_days_letters_and_answers_and_is_told_when_there_are_more`).
pub const LINK_LETTERS: usize = 30;
/// Answers a link can send in 24 hours: each is kept for ever, and each has a receipt
/// (`a_link_has_a_days_letters_and_answers_and_is_told_when_there_are_more`).
pub const LINK_ANSWERS: usize = 20;
/// Meetings a link can state in 24 hours: each is a line of the log
/// (`a_council_says_by_link_when_it_meets_and_is_not_reminded_before`).
pub const LINK_MEETINGS: usize = 10;
/// New links a link can order in an hour: each is a letter to somebody
/// (`a_link_has_a_days_letters_and_answers_and_is_told_when_there_are_more`).
pub const LINK_NEW_LINKS: usize = 3;
/// What a link can bring in 24 hours of files and drafts, in bytes: eight of the largest files
/// (`a_link_has_a_days_letters_and_answers_and_is_told_when_there_are_more`).
pub const LINK_BYTES: u64 = 200 * 1024 * 1024;
/// How long a mailed code works, in minutes: as long as it takes to fetch it from the registry
/// (`a_code_has_ten_tries_and_ten_minutes_and_then_a_new_one_can_be_asked_for`).
pub const CODE_MINUTES: i64 = 10;
/// Tries a mailed code has, of a million codes there are (`a_code_has_ten_tries_and_ten_minutes_and_then_a_new_one_can_be_asked_for`).
pub const CODE_TRIES: i64 = 10;
/// Connections that are open at once where the settings do not say: as many as memory is sure to hold
/// (`connections_fit_under_the_limit_on_open_files`).
pub const CONNECTIONS: usize = 4_000;
/// Files that are kept free for the database, mail and files that are read (`connections_fit_under_the_limit_on_open_files`).
pub const OTHER_FILES: usize = 160;
/// Streams a connection of HTTP/2 may have open at once (`a_connection_that_says_nothing_more_is_cut_off`).
pub const STREAMS: u32 = 100;
/// Attachments of one mail message that are looked through, and kept as files where they may be; the others stay in the
/// message as it came (`attachments_that_are_refused_are_counted_too`).
pub const MAIL_FILES: usize = 50;
/// Attachments of one mail message that are named; of a message with more, how many there are is told
/// (`every_attachment_is_found_and_the_picture_of_a_signature_told_apart`).
pub const MAIL_PARTS: usize = 200;
/// Messages that one mail message may say it answers: only the last so many are looked for among our letters
/// (`only_the_last_of_many_references_are_looked_at`).
pub const MAIL_REFERENCES: usize = 100;
/// The text of one mail message that is shown and can be recorded, in bytes; the rest stays in the message as it came
/// (`a_text_beyond_all_measure_is_shortened_and_says_so`).
pub const MAIL_TEXT: usize = 1024 * 1024;
/// Lines of one heading of a quotation in mail, with a long list of recipients
/// (`a_text_of_headings_or_open_elements_is_read_in_time_that_grows_with_it`).
pub const MAIL_HEADING: usize = 60;
/// What is kept of a mail message that is too large to be read: its header, so many bytes of it
/// (`a_message_too_large_to_be_taken_is_told_of`).
pub const MAIL_HEADER: usize = 64 * 1024;

/// The longest reason in the log, in characters (`a_reason_or_a_name_too_long_for_the_log_is_given_back`).
pub const REASON: usize = procedure::REASON;
/// The longest title, name or number in the log, in characters (`a_reason_or_a_name_too_long_for_the_log_is_given_back`).
pub const LINE: usize = procedure::LINE;

/// Commands in one batch (`a_batch_is_answered_in_order_and_each_command_for_itself`).
pub const BATCH: usize = 1_000;
/// One batch in bytes (`a_batch_is_answered_in_order_and_each_command_for_itself`).
pub const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// Answers of the public that may wait to be confirmed at one document, and for one mailbox
/// (`a_flood_of_answers_is_turned_away_and_a_crowd_is_not`).
pub const PUBLIC_UNCONFIRMED: u32 = 50_000;
/// (`a_flood_of_answers_is_turned_away_and_a_crowd_is_not`)
pub const PUBLIC_UNCONFIRMED_MAILBOX: u32 = 5;
/// How many days an answer of the public can be confirmed; then it is erased
/// (`what_nobody_confirms_is_erased_after_a_week`).
pub const PUBLIC_UNCONFIRMED_DAYS: i64 = 7;
/// Answers one address may hand in at once, and one more after each span: many people may sit behind it
/// (`a_flood_of_answers_is_turned_away_and_a_crowd_is_not`).
pub const PUBLIC_ADDRESS: (u32, Duration) = (60, Duration::from_secs(10));
/// Letters that answers may have sent to one mailbox at once, and one more after each span: the form is no way to fill it
/// (`a_flood_of_answers_is_turned_away_and_a_crowd_is_not`).
pub const PUBLIC_MAILBOX: (u32, Duration) = (5, Duration::from_mins(12));
/// Answers one document may be handed at once, and one more after each span, wherever they come from
/// (`a_crowd_before_a_deadline_is_taken_and_a_flood_is_not`).
pub const PUBLIC_DOCUMENT: (u32, Duration) = (20_000, Duration::from_millis(2));
/// The text of one answer, in bytes (`a_misspelled_answer_gets_back_what_was_typed`).
pub const PUBLIC_TEXT: usize = 100_000;
/// A name as it is typed, in bytes (`a_misspelled_answer_gets_back_what_was_typed`).
pub const PUBLIC_NAME: usize = 200;
/// Files of one answer, and their bytes together (`a_misspelled_answer_gets_back_what_was_typed`).
pub const PUBLIC_FILES: usize = 5;
/// Groups of public answers that are listed in a note on a hearing; the others stand on the page
/// (`the_public_answers_are_released_weighed_and_published`).
pub const PUBLIC_NOTED: u32 = 500;

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    fn sources(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                sources(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("src/limits.rs") {
                into.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_limit_is_used_and_names_its_test() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let (mut code, mut docs) = (String::new(), String::new());
        sources(&root.join("crates"), &mut code);
        sources(&root.join("tests"), &mut code);
        let mut found = 0;
        for line in include_str!("limits.rs").lines() {
            if let Some(text) = line.strip_prefix("///") {
                docs.push_str(text);
            } else if let Some(rest) = line.strip_prefix("pub const ") {
                let name = rest.split(':').next().unwrap();
                let used = [format!("limits::{name}"), format!("{name},"), format!("{name}}}")];
                assert!(used.iter().any(|used| code.contains(used)), "{name} is used nowhere");
                let test = docs.rsplit_once("(`").and_then(|(_, end)| end.split_once("`)"));
                let test = test.unwrap_or_else(|| panic!("{name} names no test")).0;
                assert!(code.contains(&format!("fn {test}(")), "{name}: there is no test {test}");
                found += 1;
                docs.clear();
            }
        }
        assert!(found > 10);
    }
}
