//! Mail by LMTP (RFC 2033), spoken on whatever two streams it is given: each recipient has an answer of its own.

use super::take;
use crate::{app::App, limits::MESSAGE};
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// A line of commands is no longer (RFC 5321 § 4.5.3.1.4, with room for extensions).
const LINE: u64 = 4096;
const RECIPIENTS: usize = 100;

/// Answers until the other side has said QUIT, or is gone.
pub async fn converse(
    app: &App,
    mut input: impl AsyncBufRead + Unpin,
    mut output: impl AsyncWrite + Unpin,
) -> anyhow::Result<()> {
    let mut sender = false;
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
            "MAIL" if path(rest, "FROM:").is_some() => {
                (sender, recipients) = (true, Vec::new());
                "250 2.1.0 ok"
            }
            "RCPT" if !sender => "503 5.5.1 MAIL first",
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
                for recipient in std::mem::take(&mut recipients) {
                    let answer = deliver(app, message.as_deref(), &recipient).await;
                    say(&mut output, answer).await?;
                }
                sender = false;
                continue;
            }
            "RSET" => {
                (sender, recipients) = (false, Vec::new());
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

/// Up to the line with a dot alone, doubled dots made single. `None` when it is too large.
async fn message(input: &mut (impl AsyncBufRead + Unpin)) -> anyhow::Result<Option<Vec<u8>>> {
    let mut message = Vec::new();
    let mut whole = true;
    // Whether the next bytes begin a line: a long line comes in pieces.
    let mut begins = true;
    loop {
        let mut piece = Vec::new();
        let read = (&mut *input).take(64 * 1024).read_until(b'\n', &mut piece).await?;
        anyhow::ensure!(read > 0, "the message ended without its dot");
        if begins && (piece == b".\r\n" || piece == b".\n") {
            return Ok(whole.then_some(message));
        }
        let text = if begins && piece.starts_with(b".") { &piece[1..] } else { &piece[..] };
        whole &= message.len() + text.len() <= MESSAGE;
        if whole {
            message.extend_from_slice(text);
        }
        begins = piece.ends_with(b"\n");
    }
}

async fn deliver(app: &App, message: Option<&[u8]>, recipient: &str) -> &'static str {
    let Some(message) = message else { return "552 5.3.4 too large" };
    match take(app, message.to_vec(), Some(recipient)).await {
        Ok(taken) => {
            tracing::info!(?taken, "a message came in");
            "250 2.0.0 taken in"
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "a message could not be taken in");
            "451 4.3.0 not now"
        }
    }
}
