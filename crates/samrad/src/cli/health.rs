//! Asking a process how it is, where there is no curl: for a container's health check.

use super::{Failure, say};
use anyhow::{Context as _, anyhow};
use app::config::Config;
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// Longer than a process that is well ever takes.
const PATIENCE: Duration = Duration::from_secs(5);

pub async fn check() -> Result<(), Failure> {
    let address = here(Config::read()?.listen);
    let answer = timeout(PATIENCE, ask(address)).await.map_err(|_| anyhow!("{address} does not answer"))?;
    let answer = answer.with_context(|| address.to_string())?;
    say(answer.rsplit("\r\n").next().unwrap_or_default());
    let well = answer.split(' ').nth(1) == Some("200");
    if well { Ok(()) } else { Err(anyhow!("{address} is not ready").into()) }
}

/// A process that listens everywhere also listens here.
fn here(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

async fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
