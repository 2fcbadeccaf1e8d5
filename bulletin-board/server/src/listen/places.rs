//! (SRV-08) The rules for who keeps a connection when many want one.
//!
//! A connection either waits for the head of a request, or reads, or posts; reading and posting have places of their
//! own, and together they are fewer than the connections. So there are always connections that only wait, and of
//! these the one that has waited longest makes room for whoever comes. Where the places for reading are taken, a
//! client that takes next to nothing of its answer makes room; where those for posting are, one that does not send
//! its statement.

use axum::http::Method;
use core::pin::Pin;
use core::task::{Context, Poll};
use hyper::body::{Body, Frame, SizeHint};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Most connections at once.
const CONNECTIONS: usize = 1_024;
/// Most answers that are made and sent at once to clients that read.
const READING: usize = 512;
/// Most statements that are received, judged and answered at once.
const POSTING: usize = 384;
const _: () = assert!(READING + POSTING < CONNECTIONS, "someone must be able to come");

/// The time over which the pace of a reader is measured.
const PACE_TIME: Duration = Duration::from_secs(10);
/// Bytes per second below which a reader makes room for another one.
const SLOW_PACE: u64 = 16 << 10;
/// The time that a statement may be on its way before it makes room for another one.
const SENDING_TIME: Duration = Duration::from_secs(2);

/// The places of all connections.
pub(super) struct Places {
    free: Arc<Semaphore>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    by: HashMap<u64, Connection>,
}

struct Connection {
    doing: Doing,
    /// When it began to wait or to send; of a reader, when its pace was last measured.
    since: Instant,
    /// Bytes that a reader has taken since then.
    bytes: u64,
    /// Bytes per second that it took in the time before.
    pace: Option<u64>,
    /// Its answer has been handed over to the connection, which has still to send the rest.
    answered: bool,
    end: Arc<Notify>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Nothing, or sending the head of a request.
    Waiting,
    /// Its answer is made and sent.
    Reading,
    /// It sends a statement.
    Sending,
    /// Its statement has come; it is judged, and the answer sent.
    Posting,
    /// It makes room for another one.
    Ending,
}

impl Places {
    pub(super) fn new() -> Arc<Places> {
        Arc::new(Places { free: Arc::new(Semaphore::new(CONNECTIONS)), taken: Mutex::default() })
    }

    /// A place for a connection that was accepted; if there is none, that of the one that has waited longest.
    pub(super) async fn take(self: &Arc<Places>) -> Place {
        let permit = loop {
            if let Ok(permit) = self.free.clone().try_acquire_owned() {
                break permit;
            }
            self.end_longest_waiting();
            // The semaphore is never closed.
            if let Ok(permit) = self.free.clone().acquire_owned().await {
                break permit;
            }
        };
        let end = Arc::new(Notify::new());
        let mut taken = self.taken();
        taken.next += 1;
        let number = taken.next;
        taken.by.insert(number, Connection::new(end.clone()));
        drop(taken);
        Place { places: self.clone(), number, end, _permit: permit }
    }

    /// Makes room: for a connection, or for a file that the system cannot open.
    pub(super) fn end_longest_waiting(&self) {
        let mut taken = self.taken();
        let waiting = taken.by.values_mut().filter(|connection| connection.doing == Doing::Waiting);
        if let Some(longest) = waiting.min_by_key(|connection| connection.since) {
            longest.end();
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    fn new(end: Arc<Notify>) -> Connection {
        Connection {
            doing: Doing::Waiting,
            since: Instant::now(),
            bytes: 0,
            pace: None,
            answered: false,
            end,
        }
    }

    fn begin(&mut self, doing: Doing) {
        *self = Connection { doing, ..Connection::new(self.end.clone()) };
    }

    fn end(&mut self) {
        self.doing = Doing::Ending;
        self.end.notify_one();
    }

    /// Bytes per second that a reader takes, once that is known.
    fn pace(&self, now: Instant) -> Option<u64> {
        let time = now.duration_since(self.since);
        if time >= PACE_TIME { Some(self.bytes / time.as_secs().max(1)) } else { self.pace }
    }
}

impl Taken {
    /// Makes room for one more of a kind of which there are `most`; whether there is room.
    fn makes_room(&mut self, own: u64, most: usize, posts: bool) -> bool {
        let now = Instant::now();
        let same = |doing: Doing| match doing {
            Doing::Reading => !posts,
            Doing::Sending | Doing::Posting => posts,
            Doing::Waiting | Doing::Ending => false,
        };
        let others = self.by.iter_mut().filter(|(number, other)| **number != own && same(other.doing));
        let mut others: Vec<&mut Connection> = others.map(|(_, other)| other).collect();
        if others.len() < most {
            return true;
        }
        let slow = if posts {
            let sending = others.iter_mut().filter(|other| other.doing == Doing::Sending);
            let late = sending.filter(|other| now.duration_since(other.since) >= SENDING_TIME);
            late.min_by_key(|other| other.since)
        } else {
            let slow = others.iter_mut().filter(|other| other.pace(now).is_some_and(|pace| pace < SLOW_PACE));
            slow.min_by_key(|other| other.pace(now))
        };
        slow.map(|slow| slow.end()).is_some()
    }
}

/// The place of one connection, given back with the value.
pub(super) struct Place {
    places: Arc<Places>,
    number: u64,
    end: Arc<Notify>,
    _permit: OwnedSemaphorePermit,
}

impl Place {
    /// Returns true if a request may be answered: then it has a place for reading or posting until its answer is sent.
    pub(super) fn admits(&self, method: &Method) -> bool {
        let posts = *method == Method::POST;
        let (most, doing) = if posts { (POSTING, Doing::Sending) } else { (READING, Doing::Reading) };
        let mut taken = self.places.taken();
        let admitted = taken.makes_room(self.number, most, posts);
        if admitted && let Some(connection) = taken.by.get_mut(&self.number) {
            connection.begin(doing);
        }
        admitted
    }

    /// The connection must end: it makes room for another one.
    pub(super) async fn ended(&self) {
        self.end.notified().await;
    }

    /// The client has taken so many bytes.
    pub(super) fn took(&self, bytes: usize) {
        let now = Instant::now();
        self.change(|connection| {
            if now.duration_since(connection.since) >= PACE_TIME && connection.doing == Doing::Reading {
                connection.pace = connection.pace(now);
                (connection.since, connection.bytes) = (now, 0);
            }
            connection.bytes += bytes as u64;
        });
    }

    /// Everything that was handed over has been sent.
    pub(super) fn sent(&self) {
        self.change(|connection| {
            if connection.answered {
                connection.begin(Doing::Waiting);
            }
        });
    }

    fn statement_came(&self) {
        self.change(|connection| {
            if connection.doing == Doing::Sending {
                connection.doing = Doing::Posting;
            }
        });
    }

    fn answered(&self) {
        self.change(|connection| connection.answered = true);
    }

    fn change(&self, change: impl FnOnce(&mut Connection)) {
        let mut taken = self.places.taken();
        if let Some(connection) = taken.by.get_mut(&self.number).filter(|own| own.doing != Doing::Ending) {
            change(connection);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken().by.remove(&self.number);
    }
}

/// A body that tells the place of its connection when it is done with.
pub(super) struct WatchedBody<B> {
    body: B,
    place: Arc<Place>,
    tell: fn(&Place),
}

impl<B> WatchedBody<B> {
    /// The body of a request, which someone will read to its end or give up.
    pub(super) fn request(body: B, place: Arc<Place>) -> WatchedBody<B> {
        WatchedBody { body, place, tell: Place::statement_came }
    }

    /// The body of an answer.
    pub(super) fn answer(body: B, place: Arc<Place>) -> WatchedBody<B> {
        WatchedBody { body, place, tell: Place::answered }
    }
}

impl<B> Drop for WatchedBody<B> {
    fn drop(&mut self) {
        (self.tell)(&self.place);
    }
}

impl<B: Body + Unpin> Body for WatchedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
