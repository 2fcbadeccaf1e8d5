//! Where the letter of a voter sends their second device: the address of a check page.

use tabella_crypto::encoding::Hash;

/// A check page, as far as it is the same for all voters.
#[derive(Clone, Debug)]
pub(crate) enum CheckPage {
    /// The board's own, at this address of the board.
    OfBoard(String),
    /// One that somebody else hosts: its address, and that of the board that it shall read, if there is one.
    Elsewhere(String, Option<String>),
}

impl CheckPage {
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

/// Whether it is the address of a page that others host: https without a fragment of its own.
pub(crate) fn is_page(address: &str) -> bool {
    let rest = address.strip_prefix("https://");
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c == '#'))
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
        let page = "https://union.example/tabella-check.html?lang=de";
        assert_eq!(
            address(&CheckPage::Elsewhere(page.into(), Some("https://board.example/a&b+c%d".into()))),
            format!("{page}#board=https://board.example/a%26b%2Bc%25d&election={id}&{own}")
        );
        assert_eq!(address(&CheckPage::Elsewhere(page.into(), None)), format!("{page}#election={id}&{own}"));
    }

    #[test]
    fn a_check_page_of_others_has_an_https_address_without_a_number_sign() {
        for address in ["https://union.example", "https://union.example/check.html?a=b"] {
            assert!(is_page(address), "{address}");
        }
        for address in
            ["", "https://", "http://union.example", "union.example", "https://a.example/#b", "https://a b"]
        {
            assert!(!is_page(address), "{address}");
        }
    }
}
