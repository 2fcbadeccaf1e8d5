//! The check pages that others host, as the manifest names them.

use super::render::quote;
use super::site::PublicUrl;
use serde::Serialize;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Address, Manifest};

/// A check page elsewhere.
#[derive(Serialize)]
pub(super) struct CheckPage {
    /// The address in the manifest.
    address: String,
    /// The same with the election, and with the board that it shall read if its address is known. What follows `#`
    /// is for the page alone; no server sees it.
    href: String,
}

impl CheckPage {
    /// All that a manifest names.
    pub(super) fn all(url: Option<&PublicUrl>, election: &Hash, manifest: &Manifest) -> Vec<CheckPage> {
        let board = url.map(|url| format!("board={}&", quote(url.as_str()))).unwrap_or_default();
        let page = |address: &Address| CheckPage {
            address: address.to_string(),
            href: format!("{address}#{board}election={election}"),
        };
        manifest.check_pages.iter().map(page).collect()
    }
}
