//! A mail server that takes everything and keeps nothing but the count.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

pub struct Sink {
    pub port: u16,
    taken: Arc<AtomicUsize>,
}

impl Sink {
    pub async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = taken.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _unset = stream.set_nodelay(true);
                tokio::spawn(converse(stream, counter.clone()));
            }
        });
        Ok(Self { port, taken })
    }

    /// Messages taken so far.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

async fn converse(mut stream: TcpStream, taken: Arc<AtomicUsize>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut reader = BufReader::new(reader);
    writer.write_all(b"220 sink\r\n").await?;
    let (mut line, mut message) = (String::new(), false);
    loop {
        line.clear();
        if reader.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let said = line.trim_end();
        let answer: &[u8] = match (message, said.get(..4).unwrap_or(said).to_ascii_uppercase().as_str()) {
            (true, ".") => {
                message = false;
                taken.fetch_add(1, Ordering::Relaxed);
                b"250 2.0.0 taken\r\n"
            }
            (true, _) => continue,
            (false, "EHLO") => b"250-sink\r\n250 8BITMIME\r\n",
            (false, "DATA") => {
                message = true;
                b"354 go on\r\n"
            }
            (false, "QUIT") => {
                writer.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            (false, _) => b"250 2.0.0 ok\r\n",
        };
        writer.write_all(answer).await?;
    }
}
