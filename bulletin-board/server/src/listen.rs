//! Connections: how many, how slow, and how they end.

mod places;
mod progress;

use crate::problem::Problem;
use crate::router::mark;
use axum::Router;
use axum::body::Body;
use axum::http::header::CONNECTION;
use axum::http::{HeaderValue, Method};
use axum::response::{IntoResponse as _, Response};
use core::convert::Infallible;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use places::{Place, Places, WatchedBody};
use progress::Progress;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// The time that a client may take for the head of a request, and that it may be silent before one.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest life of a connection: downloads that take longer go on from where they were.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(3_600);
/// The time that requests may take to end when the board stops.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest head of a request, in bytes.
const HEAD_LIMIT_BYTES: usize = 16 << 10;
/// The bytes that the system keeps for a client that does not take them; it grows this by itself otherwise.
const SEND_BUFFER_BYTES: usize = 128 << 10;

/// Serves connections until `stop`, then lets requests that run come to their end, for a while.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(HEAD_LIMIT_BYTES);
    let places = Places::new();
    let connections = GracefulShutdown::new();
    let mut tasks = JoinSet::new();
    let mut stop = core::pin::pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let place = Arc::new(place);
        let (routes, own) = (TowerToHyperService::new(router.clone()), place.clone());
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let (place, posts) = (own.clone(), *request.method() == Method::POST);
            let answer = place.admits(request.method()).then(|| {
                let of = place.clone();
                routes.call(request.map(|body| WatchedBody::request(body, of)))
            });
            async move {
                match answer {
                    Some(answer) => answer
                        .await
                        .map(|answer| answer.map(|body| Body::new(WatchedBody::answer(body, place)))),
                    None => Ok::<_, Infallible>(no_place(posts)),
                }
            }
        });
        let stream = TokioIo::new(Progress::new(stream, place.clone()));
        let connection = connections.watch(http.serve_connection(stream, service));
        tasks.spawn(async move {
            tokio::select! {
                // A connection that fails is the business of its client.
                _ = timeout(CONNECTION_TIMEOUT, connection) => {}
                () = place.ended() => {}
            }
        });
        while tasks.try_join_next().is_some() {}
    }
    drop(listener);
    if timeout(SHUTDOWN_TIMEOUT, connections.shutdown()).await.is_err() {
        tracing::warn!("stopped before every request had come to its end");
    }
    tasks.shutdown().await;
}

/// Asks the client to come back, and ends the connection.
fn no_place(posts: bool) -> Response {
    let problem = if posts { Problem::busy() } else { Problem::too_many_readers() };
    let mut response = problem.into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    mark(response, !posts)
}

async fn accept(listener: &TcpListener, places: &Arc<Places>) -> (TcpStream, Place) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small; without this they would wait for more.
                let _ = stream.set_nodelay(true);
                let _ = socket2::SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER_BYTES);
                return (stream, places.take().await);
            }
            Err(error) => {
                // Connections that broke off, or too many open files: there may be more room later.
                tracing::warn!("accepting a connection failed: {error}");
                places.end_longest_waiting();
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
