//! Connections: how many, how slow, and how they end.

use super::Problem;
use super::progress::Progress;
use axum::Router;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Method};
use axum::response::IntoResponse as _;
use core::convert::Infallible;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// Most connections at once; others wait to be accepted.
const CONNECTIONS: usize = 1_024;
/// (SRV-08) Most of them over which something is read: the others are kept for those who post.
const READING: usize = 768;
/// How long a client may take for the head of a request, and how long it may be silent before one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest life of a connection: downloads that take longer go on from where they were.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(3_600);
/// How long requests may take to end when the board stops.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest head of a request, in bytes.
const HEAD_LIMIT_BYTES: usize = 16 << 10;
/// What the system keeps for a client that does not take it, in bytes; it grows this by itself otherwise.
const SEND_BUFFER_BYTES: usize = 128 << 10;

/// Serves connections until `stop`, then lets requests that run come to their end, for a while.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD_LIMIT_BYTES);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let reading = Arc::new(Semaphore::new(READING));
    let connections = GracefulShutdown::new();
    let mut tasks = JoinSet::new();
    let mut stop = core::pin::pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let (routes, seat) = (TowerToHyperService::new(router.clone()), Seat::new(&reading));
        let service = service_fn(move |request| {
            let answer = seat.admits(request.method()).then(|| routes.call(request));
            async move {
                match answer {
                    Some(answer) => answer.await,
                    None => Ok::<_, Infallible>(no_seat()),
                }
            }
        });
        let stream = TokioIo::new(Progress::new(stream));
        let connection = connections.watch(http.serve_connection(stream, service));
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

/// The place of one connection among those over which something is read: taken with its first request that
/// reads, and given back when the connection ends.
struct Seat {
    free: Arc<Semaphore>,
    taken: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Seat {
    fn new(free: &Arc<Semaphore>) -> Seat {
        Seat { free: free.clone(), taken: Mutex::new(None) }
    }

    /// Whether a request may be answered.
    fn admits(&self, method: &Method) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.is_none() && *method != Method::POST {
            *taken = self.free.clone().try_acquire_owned().ok();
        }
        taken.is_some() || *method == Method::POST
    }
}

/// Asks the client to come back, and ends the connection.
fn no_seat() -> axum::response::Response {
    let mut response = Problem::too_many_readers().into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    super::mark(response, true)
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    loop {
        // The semaphore is never closed.
        let Ok(place) = places.clone().acquire_owned().await else { continue };
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small; without this they would wait for more.
                let _ = stream.set_nodelay(true);
                let _ = socket2::SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER_BYTES);
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
