//! A connection whose client must go on taking what it asked for.

use super::places::Place;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// (SRV-08) The time for which a client may take next to nothing of what is sent to it.
pub(super) const PROGRESS_TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes that it must take in that time at least, if so many wait.
const PROGRESS_BYTES: usize = 16 << 10;

/// A stream that fails with [`io::ErrorKind::TimedOut`] when it has had bytes to write for
/// [`PROGRESS_TIMEOUT`] and got rid of fewer than [`PROGRESS_BYTES`]; it tells its place what is taken.
pub(super) struct Progress<S> {
    stream: S,
    place: Arc<Place>,
    /// The end of the time that runs, if the stream is full.
    deadline: Option<Pin<Box<Sleep>>>,
    written: usize,
}

impl<S> Progress<S> {
    pub(super) fn new(stream: S, place: Arc<Place>) -> Progress<S> {
        Progress { stream, place, deadline: None, written: 0 }
    }

    /// Counts what a write of `offered` bytes did.
    fn watch(
        &mut self,
        context: &mut Context<'_>,
        offered: usize,
        result: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = result {
            let taken = written.as_ref().map_or(0, |written| *written);
            self.written += taken;
            self.place.took(taken);
            let took_all = written.as_ref().is_ok_and(|written| *written == offered);
            if took_all || self.written >= PROGRESS_BYTES {
                self.deadline = None;
            }
            return Poll::Ready(written);
        }
        if self.deadline.is_none() {
            self.written = 0;
        }
        let deadline =
            self.deadline.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + PROGRESS_TIMEOUT)));
        ready!(deadline.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Progress<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Progress<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, bytes.len(), result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let offered = parts.iter().map(|part| part.len()).sum();
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.watch(context, offered, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        self.place.sent();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::Places;
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    /// A client that takes `taken` bytes every `pause`: whether everything arrives.
    async fn sends(total: usize, pause: Duration, taken: usize) -> io::Result<usize> {
        let (server, mut client) = duplex(64 << 10);
        let reading = tokio::spawn(async move {
            let (mut buffer, mut count) = (vec![0; taken.max(1)], 0);
            loop {
                tokio::time::sleep(pause).await;
                if taken == 0 {
                    continue;
                }
                match client.read(&mut buffer).await {
                    Ok(0) | Err(_) => return count,
                    Ok(read) => count += read,
                }
            }
        });
        let mut stream = Progress::new(server, Arc::new(Places::new().take().await));
        let sent = stream.write_all(&vec![0; total]).await;
        drop(stream);
        if sent.is_err() {
            reading.abort();
        }
        sent.map(|()| total).and(reading.await.map_err(io::Error::other))
    }

    // SRV-08
    #[tokio::test(start_paused = true)]
    async fn whoever_takes_nothing_or_next_to_nothing_for_half_a_minute_is_left() {
        let seconds = Duration::from_secs;
        let start = Instant::now();
        let stalled = sends(1 << 20, seconds(1), 0).await.expect_err("sent");
        assert_eq!((stalled.kind(), start.elapsed()), (io::ErrorKind::TimedOut, PROGRESS_TIMEOUT));
        let dripping = sends(1 << 20, seconds(20), 1).await.expect_err("sent");
        assert_eq!(dripping.kind(), io::ErrorKind::TimedOut);
        // A slow telephone, and someone who lets what fits lie for a while.
        assert_eq!(sends(1 << 20, seconds(1), 1_000).await.expect("sent"), 1 << 20);
        assert_eq!(sends(60_000, seconds(600), 60_000).await.expect("sent"), 60_000);
    }
}
