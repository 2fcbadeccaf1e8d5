//! The operator's settings for pages.

use super::WebClient;
use tabella_log::address::page_in;

/// The operator's settings for pages.
#[derive(Clone, Default)]
pub struct Site {
    /// The built web client, if this board serves it.
    pub web_client: Option<WebClient>,
    /// The address of this board in the commands that pages show; without it, the word URL.
    pub url: Option<PublicUrl>,
}

/// An address that people can copy into a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Checks an address: `http://` or `https://`, then letters, digits and `.-_:/[]`, so that a shell
    /// takes it as it stands; and no address of a page, which would be taken for that of another board.
    ///
    /// # Errors
    /// The fault, for people.
    pub fn new(url: &str) -> Result<PublicUrl, String> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_:/[]".contains(c);
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(allowed) => match page_in(rest) {
                None => Ok(PublicUrl(url.trim_end_matches('/').to_owned())),
                Some(at) => Err(format!(
                    "this is the address of a page; that of its board would be {}",
                    &url[..url.len() - rest.len() + at]
                )),
            },
            _ => Err("an address is https:// or http:// with letters, digits and .-_:/[]".into()),
        }
    }
}

impl PublicUrl {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}
