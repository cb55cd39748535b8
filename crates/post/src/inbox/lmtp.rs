//! Mail by LMTP (RFC 2033), spoken on whatever two streams it is given: each recipient has an answer of its own.

use super::{Envelope, take, take_head};
use crate::mail::receive;
use app::App;
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use words::limits::{MAIL_HEADER, MESSAGE};

/// A line of commands is no longer (RFC 5321 § 4.5.3.1.4, with room for extensions).
const LINE: u64 = 4096;
const RECIPIENTS: usize = 100;

/// Answers until the other side has said QUIT, or is gone.
pub async fn converse(
    app: &App,
    mut input: impl AsyncBufRead + Unpin,
    mut output: impl AsyncWrite + Unpin,
) -> anyhow::Result<()> {
    // `Some(true)`: the message is from nobody, as reports are.
    let mut sender: Option<bool> = None;
    let mut recipients: Vec<String> = Vec::new();
    say(&mut output, "220 samrad LMTP ready").await?;
    loop {
        let mut line = Vec::new();
        if (&mut input).take(LINE).read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        let answer = match verb.to_ascii_uppercase().as_str() {
            "LHLO" => &format!(
                "250-samrad\r\n250-8BITMIME\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE {MESSAGE}"
            ),
            "MAIL" if let Some(from) = path(rest, "FROM:") => {
                (sender, recipients) = (Some(from.is_empty()), Vec::new());
                "250 2.1.0 ok"
            }
            "RCPT" if sender.is_none() => "503 5.5.1 MAIL first",
            "RCPT" if recipients.len() >= RECIPIENTS => "452 4.5.3 too many recipients",
            "RCPT" => match path(rest, "TO:").filter(|address| address.contains('@')) {
                Some(address) => {
                    recipients.push(address);
                    "250 2.1.5 ok"
                }
                None => "501 5.1.3 no address",
            },
            "DATA" if recipients.is_empty() => "503 5.5.1 RCPT first",
            "DATA" => {
                say(&mut output, "354 go on, and end with a dot").await?;
                let message = message(&mut input).await?;
                let recipients = std::mem::take(&mut recipients);
                let from_nobody = sender.take() == Some(true);
                let count = recipients.len();
                let answer = deliver(app, message, Envelope { from_nobody, recipients }).await;
                for _ in 0..count {
                    say(&mut output, answer).await?;
                }
                continue;
            }
            "RSET" => {
                (sender, recipients) = (None, Vec::new());
                "250 2.0.0 ok"
            }
            "NOOP" => "250 2.0.0 ok",
            "VRFY" => "252 2.5.0 send, and see",
            "QUIT" => return say(&mut output, "221 2.0.0 bye").await,
            "HELO" | "EHLO" => "500 5.5.1 this is LMTP: LHLO",
            _ => "500 5.5.2 what",
        };
        say(&mut output, answer).await?;
    }
}

async fn say(output: &mut (impl AsyncWrite + Unpin), line: &str) -> anyhow::Result<()> {
    output.write_all(format!("{line}\r\n").as_bytes()).await?;
    Ok(output.flush().await?)
}

/// `FROM:<a@b.no> SIZE=1` → `a@b.no`
fn path(rest: &str, word: &str) -> Option<String> {
    let given = rest.trim_start();
    let named = given.get(..word.len())?.eq_ignore_ascii_case(word);
    let (address, _) = given.get(word.len()..)?.trim_start().strip_prefix('<')?.split_once('>')?;
    named.then(|| address.to_owned())
}

/// A message, or the beginning of one that is too large, and how large it is.
struct Given {
    bytes: Vec<u8>,
    size: usize,
}

/// Up to the line with a dot alone, doubled dots made single.
async fn message(input: &mut (impl AsyncBufRead + Unpin)) -> anyhow::Result<Given> {
    let mut given = Given { bytes: Vec::new(), size: 0 };
    // Whether the next bytes begin a line: a long line comes in pieces.
    let mut begins = true;
    loop {
        let mut piece = Vec::new();
        let read = (&mut *input).take(64 * 1024).read_until(b'\n', &mut piece).await?;
        anyhow::ensure!(read > 0, "the message ended without its dot");
        if begins && (piece == b".\r\n" || piece == b".\n") {
            return Ok(given);
        }
        let text = if begins && piece.starts_with(b".") { &piece[1..] } else { &piece[..] };
        given.size += text.len();
        if given.size <= MESSAGE {
            given.bytes.extend_from_slice(text);
        } else {
            given.bytes.truncate(MAIL_HEADER);
            given.bytes.shrink_to_fit();
        }
        begins = piece.ends_with(b"\n");
    }
}

async fn deliver(app: &App, Given { bytes, size }: Given, envelope: Envelope) -> &'static str {
    let large = size > MESSAGE;
    let taken = if large {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        take_head(app, receive::head(&bytes, MAIL_HEADER), size, envelope).await
    } else {
        take(app, bytes, envelope).await
    };
    match taken {
        Ok(_) if large => "552 5.3.4 too large",
        Ok(taken) => {
            tracing::info!(?taken, "a message came in");
            "250 2.0.0 taken in"
        }
        Err(error) => {
            tracing::error!(%error, "a message could not be taken in");
            "451 4.3.0 not now"
        }
    }
}
