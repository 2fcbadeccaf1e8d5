//! Connections: how many, how slow, and how they end.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Most connections at once; others wait to be accepted.
const CONNECTIONS: usize = 1_024;
/// How long a client may take for the head of a request, and how long it may be silent before one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest life of a connection: downloads that take longer go on from where they were.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(3_600);
/// How long requests may take to end when the board stops.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest head of a request, in bytes.
const HEAD_LIMIT_BYTES: usize = 16 << 10;

/// Serves connections until `stop`, then lets requests that run come to their end, for a while.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD_LIMIT_BYTES);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let connections = GracefulShutdown::new();
    let mut tasks = JoinSet::new();
    let mut stop = core::pin::pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tasks.spawn(async move {
            // A connection that fails is the business of its client.
            let _ = timeout(CONNECTION_TIMEOUT, connection).await;
            drop(place);
        });
        while tasks.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(SHUTDOWN_TIMEOUT, connections.shutdown()).await.is_err() {
        tracing::warn!("stopped before every request had come to its end");
    }
    tasks.shutdown().await;
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    loop {
        // The semaphore is never closed.
        let Ok(place) = places.clone().acquire_owned().await else { continue };
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small; without this they would wait for more.
                let _ = stream.set_nodelay(true);
                return (stream, place);
            }
            Err(error) => {
                // Connections that broke off, or too many open files: there may be more room later.
                tracing::warn!("accepting a connection failed: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
