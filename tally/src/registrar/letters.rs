//! Where the letter of a voter sends their second device: the address of a check page.

use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Address, Manifest};

/// A check page, as far as it is the same for all voters.
#[derive(Clone, Debug)]
pub(crate) enum CheckPage {
    /// The board's own, at this address of the board.
    OfBoard(String),
    /// One that somebody else hosts: its address, and that of the board that it shall read, if there is one.
    Elsewhere(Address, Option<String>),
}

impl CheckPage {
    /// The page for the letters: the one that is named, else the first of the manifest, else the board's own.
    /// Nothing when no address is known.
    ///
    /// # Errors
    /// What is named is no address of a check page.
    pub(crate) fn choose(
        named: Option<&str>,
        manifest: &Manifest,
        board: Option<&str>,
    ) -> Result<Option<CheckPage>, String> {
        let board = board.map(|board| board.trim_end_matches('/').to_owned());
        let elsewhere = match named {
            Some(page) => Some(Address::new(page)?),
            None => manifest.check_pages.first().cloned(),
        };
        Ok(match elsewhere {
            Some(page) => Some(CheckPage::Elsewhere(page, board)),
            None => board.map(CheckPage::OfBoard),
        })
    }

    /// The address for one voter. What follows `#` never leaves the voter's browser; no secret is among it.
    ///
    /// `credential` and `trust` are the texts of their line; white space in them is left out.
    pub(crate) fn address(&self, election: &Hash, credential: &str, trust: &str) -> String {
        let [credential, trust] = [credential, trust].map(|text| text.replace(' ', ""));
        let own = format!("credential={credential}&trust={trust}");
        match self {
            CheckPage::OfBoard(board) => format!("{board}/check/{election}#{own}"),
            CheckPage::Elsewhere(page, None) => format!("{page}#election={election}&{own}"),
            CheckPage::Elsewhere(page, Some(board)) => {
                format!("{page}#board={}&election={election}&{own}", in_a_fragment(board))
            }
        }
    }
}

/// With the characters that would end or change a value behind the number sign written as `%XX`.
fn in_a_fragment(address: &str) -> String {
    address.replace('%', "%25").replace('&', "%26").replace('+', "%2B")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_on_a_letter_names_election_credential_and_trust_hash_and_elsewhere_the_board() {
        let election = Hash::ZERO;
        let id = "A".repeat(43);
        let address = |page: &CheckPage| page.address(&election, "credential1 qqqq 2345", "trust1 abcd");
        let own = "credential=credential1qqqq2345&trust=trust1abcd";
        assert_eq!(
            address(&CheckPage::OfBoard("https://board.example".into())),
            format!("https://board.example/check/{id}#{own}")
        );
        let page = Address::new("https://union.example/tabella-check.html?lang=de").expect("an address");
        assert_eq!(
            address(&CheckPage::Elsewhere(page.clone(), Some("https://board.example/a&b+c%d".into()))),
            format!("{page}#board=https://board.example/a%26b%2Bc%25d&election={id}&{own}")
        );
        assert_eq!(address(&CheckPage::Elsewhere(page.clone(), None)), format!("{page}#election={id}&{own}"));
    }
}
