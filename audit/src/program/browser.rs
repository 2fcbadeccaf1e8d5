//! Asks for the files of the web client as a browser asks, so that a board that keeps its changed client for browsers
//! does not know this program by the words of its requests.
//!
//! The requests are those of Firefox 153: which headers, in which order, with which values, for each kind of file. A
//! board can still tell the two apart, by the handshake of the connection for example, or by how fast the requests come.

use std::io::Read;
use std::time::Duration;
use tabella_client::console::{Failure, OrFail as _};
use tabella_crypto::quote::quote;
use ureq::http::header::{CONTENT_ENCODING, HOST, RETRY_AFTER};
use ureq::http::{HeaderMap, Uri};
use ureq::{Agent, Body};

/// Longest file that is read, packed or unpacked.
const LIMIT_BYTES: u64 = 64 << 20;

const USER_AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
const ENCODINGS: &str = "gzip, deflate, br, zstd";

/// The kind of file that a browser asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A page that someone opens.
    Page,
    Style,
    Script,
    Worker,
    /// Data that a script fetches.
    Data,
    /// An answer of the board to the worker.
    Answer,
}

impl Kind {
    fn of(path: &str) -> Kind {
        if path.starts_with("elections/") {
            return Kind::Answer;
        }
        match path.rsplit('/').next().unwrap_or_default() {
            "worker.js" => Kind::Worker,
            name if name.ends_with(".js") => Kind::Script,
            name if name.ends_with(".css") => Kind::Style,
            name if name.ends_with(".wasm") => Kind::Data,
            _ => Kind::Page,
        }
    }

    fn accept(self) -> &'static str {
        match self {
            Kind::Page => "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            Kind::Style => "text/css,*/*;q=0.1",
            Kind::Script | Kind::Worker | Kind::Data | Kind::Answer => "*/*",
        }
    }

    /// The headers of this kind, after those of all kinds.
    fn purpose(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Kind::Page => &[
                ("Upgrade-Insecure-Requests", "1"),
                ("Sec-Fetch-Dest", "document"),
                ("Sec-Fetch-Mode", "navigate"),
                ("Sec-Fetch-Site", "none"),
                ("Sec-Fetch-User", "?1"),
                ("Priority", "u=0, i"),
            ],
            Kind::Style => &[
                ("Sec-Fetch-Dest", "style"),
                ("Sec-Fetch-Mode", "no-cors"),
                ("Sec-Fetch-Site", "same-origin"),
                ("Priority", "u=2"),
            ],
            Kind::Script => &[
                ("Sec-Fetch-Dest", "script"),
                ("Sec-Fetch-Mode", "no-cors"),
                ("Sec-Fetch-Site", "same-origin"),
            ],
            Kind::Worker => &[
                ("Sec-Fetch-Dest", "worker"),
                ("Sec-Fetch-Mode", "same-origin"),
                ("Sec-Fetch-Site", "same-origin"),
                ("Priority", "u=4"),
            ],
            Kind::Data => &[
                ("Sec-Fetch-Dest", "empty"),
                ("Sec-Fetch-Mode", "cors"),
                ("Sec-Fetch-Site", "same-origin"),
                ("Priority", "u=4"),
            ],
            Kind::Answer => &[
                ("Sec-Fetch-Dest", "empty"),
                ("Sec-Fetch-Mode", "cors"),
                ("Sec-Fetch-Site", "same-origin"),
                ("Priority", "u=4"),
                ("Pragma", "no-cache"),
                ("Cache-Control", "no-cache"),
            ],
        }
    }
}

/// Asks one board, as a browser does.
pub(crate) struct Browser {
    agent: Agent,
    address: String,
}

impl Browser {
    pub(crate) fn new(address: &str) -> Browser {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_recv_body(Some(Duration::from_secs(600)))
            .build();
        Browser { agent: config.new_agent(), address: address.trim_end_matches('/').to_owned() }
    }

    /// The bytes at a path below the address; `None` when nothing is served there, or another address is named
    /// instead.
    ///
    /// # Errors
    /// The board cannot be reached, is busy or broken, or sends what cannot be unpacked: nothing is said then
    /// about the file.
    pub(crate) fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let url = format!("{}/{path}", self.address);
        let uri: Uri = url.parse().or_fail(format!("{} is not an address", quote(&url)))?;
        let host = uri.authority().map(|authority| authority.as_str().to_owned()).unwrap_or_default();
        let kind = Kind::of(path);
        let common = [
            (HOST.as_str(), host.as_str()),
            ("User-Agent", USER_AGENT),
            ("Accept", kind.accept()),
            ("Accept-Language", "en-US,en;q=0.9"),
            ("Accept-Encoding", ENCODINGS),
            ("Connection", "keep-alive"),
        ];
        let mut request = self.agent.get(uri);
        for (name, value) in common.iter().chain(kind.purpose()) {
            let name = if *name == HOST.as_str() { "Host" } else { name };
            request = request.header_raw(name, value.as_bytes());
        }
        let unreachable = format!("the board at {} cannot be reached", self.address);
        let response = request.call().or_fail(&unreachable)?;
        let status = response.status().as_u16();
        if status >= 500 || status == 429 {
            let wait = response.headers().get(RETRY_AFTER).and_then(|seconds| seconds.to_str().ok());
            let wait = wait.map(|seconds| format!(": try again after {} seconds", quote(seconds)));
            let reason =
                format!("the board answered {status} for {}{}", quote(path), wait.unwrap_or_default());
            return Err(Failure::failed(reason));
        }
        if !response.status().is_success() {
            return Ok(None);
        }
        let (parts, body) = response.into_parts();
        let packed = received(body).or_fail(&unreachable)?;
        unpack(&parts.headers, packed).map(Some).or_fail(format!("reading {}", quote(path)))
    }
}

fn received(body: Body) -> Result<Vec<u8>, ureq::Error> {
    body.into_with_config().limit(LIMIT_BYTES).read_to_vec()
}

/// The content of an answer that a server or a proxy has packed.
fn unpack(headers: &HeaderMap, packed: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let encoding = headers.get(CONTENT_ENCODING).map_or(Ok("identity"), |value| value.to_str());
    let encoding = encoding.or_fail("it does not say how it is packed")?;
    match encoding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(packed),
        "gzip" | "x-gzip" => bounded(flate2::read::MultiGzDecoder::new(&*packed)),
        "deflate" => bounded(flate2::read::ZlibDecoder::new(&*packed)),
        "br" => bounded(brotli_decompressor::Decompressor::new(&*packed, 4_096)),
        "zstd" => bounded(ruzstd::decoding::StreamingDecoder::new(&*packed).or_fail(NOT_PACKED)?),
        other => Err(Failure::failed(format!("it is packed with {}, which was not asked for", quote(other)))),
    }
}

const NOT_PACKED: &str = "it cannot be unpacked";

fn bounded(unpacked: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = vec![];
    unpacked.take(LIMIT_BYTES + 1).read_to_end(&mut bytes).or_fail(NOT_PACKED)?;
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(Failure::failed(format!("it is longer than {LIMIT_BYTES} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::net::{TcpListener, TcpStream};

    /// Answers one request with these bytes; the request as it came.
    fn answer(listener: &TcpListener, bytes: &[u8]) -> String {
        let (mut stream, _): (TcpStream, _) = listener.accept().expect("a client");
        let mut head = vec![];
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("a head");
            head.push(byte[0]);
        }
        stream.write_all(bytes).expect("sent");
        String::from_utf8(head).expect("text")
    }

    fn asked(path: &str, answered: &[u8]) -> (String, String, Result<Option<Vec<u8>>, Failure>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("an address").to_string();
        let browser = Browser::new(&format!("http://{host}/"));
        std::thread::scope(|scope| {
            let server = scope.spawn(|| answer(&listener, answered));
            let file = browser.file(path);
            (host, server.join().expect("answered"), file)
        })
    }

    fn response(status: &str, encoding: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-encoding: {encoding}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    }

    /// As Firefox 153 on Linux sent it to a server of this machine.
    const PAGE: &str = "GET /vote/x HTTP/1.1\r\nHost: HOST\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) \
        Gecko/20100101 Firefox/153.0\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
        Accept-Language: en-US,en;q=0.9\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nConnection: keep-alive\r\n\
        Upgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n\
        Sec-Fetch-Site: none\r\nSec-Fetch-User: ?1\r\nPriority: u=0, i\r\n\r\n";
    const REST: [(&str, &str); 5] = [
        ("web/style.css", "text/css,*/*;q=0.1 style no-cors u=2"),
        ("web/booth.js", "*/* script no-cors "),
        ("web/worker.js", "*/* worker same-origin u=4"),
        ("web/tabella.wasm", "*/* empty cors u=4"),
        (
            "elections/x/entries?from=0&to=1",
            "*/* empty cors u=4\r\nPragma: no-cache\r\nCache-Control: no-cache",
        ),
    ];

    #[test]
    fn each_kind_of_file_is_asked_for_byte_for_byte_as_a_browser_asks() {
        let (host, head, file) = asked("vote/x", &response("200 OK", "identity", b"page"));
        assert_eq!(head, PAGE.replace("HOST", &host));
        assert_eq!(file.expect("served").as_deref(), Some(&b"page"[..]));
        for (path, words) in REST {
            let [accept, dest, mode, priority] =
                words.splitn(4, ' ').collect::<Vec<_>>().try_into().expect("four words");
            let (host, head, _) = asked(path, &response("200 OK", "identity", b""));
            let priority =
                if priority.is_empty() { String::new() } else { format!("Priority: {priority}\r\n") };
            let expected = format!(
                "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {USER_AGENT}\r\nAccept: {accept}\r\n\
                 Accept-Language: en-US,en;q=0.9\r\nAccept-Encoding: {ENCODINGS}\r\nConnection: keep-alive\r\n\
                 Sec-Fetch-Dest: {dest}\r\nSec-Fetch-Mode: {mode}\r\nSec-Fetch-Site: same-origin\r\n{priority}\r\n"
            );
            assert_eq!(head, expected);
        }
    }

    #[test]
    fn what_a_proxy_packs_is_compared_unpacked() {
        let bytes = b"tabella tabella tabella".repeat(100);
        let mut gzip = flate2::write::GzEncoder::new(vec![], flate2::Compression::best());
        gzip.write_all(&bytes).expect("packed");
        let mut zlib = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::best());
        zlib.write_all(&bytes).expect("packed");
        let zstd = ruzstd::encoding::compress_to_vec(&*bytes, ruzstd::encoding::CompressionLevel::Fastest);
        // As the zlib module of Node.js packs them.
        let brotli = [
            27, 251, 8, 248, 141, 148, 110, 222, 180, 14, 43, 99, 163, 147, 32, 98, 108, 165, 207, 97, 229,
            128, 9, 52, 121, 240, 19, 0, 32,
        ];
        for (encoding, packed) in [
            ("gzip", gzip.finish().expect("packed")),
            ("deflate", zlib.finish().expect("packed")),
            ("zstd", zstd),
            ("br", brotli.to_vec()),
            ("identity", bytes.clone()),
        ] {
            let (.., file) = asked("web/booth.js", &response("200 OK", encoding, &packed));
            assert_eq!(file.expect(encoding), Some(bytes.clone()), "{encoding}");
        }
        for (encoding, packed) in [("gzip", &b"not packed"[..]), ("zstd", b"not packed"), ("compress", b"x")]
        {
            let (.., file) = asked("web/booth.js", &response("200 OK", encoding, packed));
            assert!(file.is_err(), "{encoding}");
        }
    }

    #[test]
    fn a_missing_or_moved_file_is_none_and_a_busy_board_says_nothing() {
        for status in ["404 Not Found", "403 Forbidden", "302 Found"] {
            assert_eq!(asked("web/booth.js", &response(status, "identity", b"")).2.expect(status), None);
        }
        for status in ["500 Broken", "503 Busy", "429 Too Many Requests"] {
            let error = asked("web/booth.js", &response(status, "identity", b"")).2.expect_err(status);
            assert!(error.to_string().contains(&status[..3]), "{error}");
        }
        assert!(Browser::new("http://127.0.0.1:1").file("x").is_err());
    }
}
