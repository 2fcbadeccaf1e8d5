//! (SRV-15) Headers that say what a browser must not do with anything that comes from here.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY};
use axum::middleware::Next;
use axum::response::Response;

/// A page of the board loads its style sheet, from the board.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The web client compiles WebAssembly, in a worker, and speaks with the board alone.
const CLIENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; \
    connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types tabella";
/// The permissions that no page here has.
const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()";
/// The check page reads what a voting device shows.
const CHECK_PERMISSIONS: &str =
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// A page of the web client, under the policy that it needs.
pub(super) fn for_client(mut response: Response) -> Response {
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CLIENT_POLICY));
    response
}

/// A page that may use the camera.
pub(super) fn with_camera(mut response: Response) -> Response {
    response.headers_mut().insert(PERMISSIONS_POLICY, HeaderValue::from_static(CHECK_PERMISSIONS));
    response
}

/// Adds to every answer what it does not say itself.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(PAGE_POLICY));
    let others = [
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in others {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(PERMISSIONS_POLICY).or_insert(HeaderValue::from_static(PERMISSIONS));
    response
}
