//! What stands on the letter of a voter: a link to the booth, and one to a check page for their second device.

use crate::refusal::Refusal;
use tabella_crypto::bytes::Hash;
use tabella_crypto::election::manifest::{Address, Manifest};
use tabella_log::address::board_address;
use tabella_log::trust::Trust;
use zeroize::Zeroizing;

/// Letters, as far as they are the same for all voters.
#[derive(Clone, Debug)]
pub struct Letters {
    /// The election that the codes are for.
    pub election: Hash,
    /// The hash of the trust file, in its text form.
    pub trust: String,
    /// The public address of the board, if there is a link to the booth.
    board: Option<String>,
    check_page: Option<CheckPage>,
}

impl Letters {
    /// The letters of an election. With the public address of its board they get a link to the booth; `check_page` is
    /// the address of a check page that someone else hosts, in the place of the first one that the manifest names, or
    /// of the board's own.
    ///
    /// # Errors
    /// An address is not one.
    pub fn new(
        election: Hash,
        manifest: &Manifest,
        board: Option<&str>,
        check_page: Option<&str>,
    ) -> Result<Letters, Refusal> {
        if board.is_some_and(|board| !is_address(board)) {
            // It is not repeated: it may be a voter's link, with their code.
            return Err(Refusal::unusable(
                "--board is not the address of a board for letters: write https:// and where people reach it, such as \
                 https://board.example or https://vote.example/voting, without a page, ?, # or white space",
            ));
        }
        let check_page = CheckPage::choose(check_page, manifest, board)
            .map_err(|reason| Refusal::unusable(format!("--check-page: {reason}")))?;
        let trust = Trust::of(&election, manifest).shown_hash();
        Ok(Letters { election, trust, board: board.map(str::to_owned), check_page })
    }

    /// The names of the links that there are.
    pub(crate) fn columns(&self) -> Vec<&'static str> {
        let columns = [self.board.as_ref().map(|_| "link"), self.check_page.as_ref().map(|_| "check")];
        columns.into_iter().flatten().collect()
    }

    /// The links of one voter, in the order of [`Letters::columns`]; `code` and `credential` are their texts.
    pub(crate) fn links(&self, code: &str, credential: &str) -> Vec<Zeroizing<String>> {
        let link = self.board.as_ref().map(|board| voting_link(board, &self.election, code, &self.trust));
        let check =
            self.check_page.as_ref().map(|page| page.address(&self.election, credential, &self.trust));
        [link, check.map(Zeroizing::new)].into_iter().flatten().collect()
    }
}

/// Returns true if a link can be made of an address. Over `http` anyone on the way could serve the voting page, with
/// the code in their hands: only this machine itself is spoken to so.
fn is_address(board: &str) -> bool {
    let here = ["127.0.0.1", "[::1]", "localhost"];
    let is_here = |rest: &&str| {
        let host = rest.split('/').next().unwrap_or_default();
        here.iter()
            .any(|name| host.strip_prefix(name).is_some_and(|port| port.is_empty() || port.starts_with(':')))
    };
    let rest = board.strip_prefix("https://").or_else(|| board.strip_prefix("http://").filter(is_here));
    // An address that is read as that of a page would lead to another board.
    rest.is_some() && board_address(board).as_deref() == Ok(board.trim_end_matches('/'))
}

/// The link on a voter's letter: what follows `#` never leaves the voter's browser.
///
/// `code` and `trust` are the texts of their line; white space in them is left out.
fn voting_link(board: &str, election: &Hash, code: &str, trust: &str) -> Zeroizing<String> {
    let (board, [code, trust]) =
        (board.trim_end_matches('/'), [code, trust].map(|text| text.replace(' ', "")));
    Zeroizing::new(format!("{board}/vote/{election}#code={code}&trust={trust}"))
}

/// A check page, as far as it is the same for all voters.
#[derive(Clone, Debug)]
enum CheckPage {
    /// The board's own, at this address of the board.
    OfBoard(String),
    /// One that someone else hosts: its address, and that of the board that it shall read, if there is one.
    Elsewhere(Address, Option<String>),
}

impl CheckPage {
    /// The page for the letters: the one that is named, else the first of the manifest, else the board's own.
    /// Nothing when no address is known.
    ///
    /// # Errors
    /// What is named is not the address of a check page.
    fn choose(
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
    fn address(&self, election: &Hash, credential: &str, trust: &str) -> String {
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
    use crate::official::draft::tests::example;

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

    #[test]
    fn an_address_that_gives_no_link_is_refused_and_not_repeated() {
        let manifest = example();
        let refused = |board: Option<&str>, check_page: Option<&str>| {
            let refusal = Letters::new(Hash::ZERO, &manifest, board, check_page).expect_err("no link");
            assert_eq!(refusal.checks, [], "{board:?}, {check_page:?}");
            refusal.to_string()
        };
        for address in
            ["", "board.example", "https://", "ftp://board.example", "https://board.example/#a", "http://a b"]
        {
            refused(Some(address), None);
            refused(None, Some(address));
        }
        let link = "https://board.example/vote/A#code=hma6s6hf0qpz";
        for words in [refused(Some(link), None), refused(None, Some(link))] {
            assert!(!words.contains("hma6"), "a code in a pasted link is not repeated: {words}");
        }
        let unsafe_or_a_page = [
            "http://board.example",
            "http://127.0.0.1.evil.example",
            "http://localhost@evil.example",
            "https://board.example/view/A",
            "https://board.example/check",
            "https://board.example/vote/of/2027",
        ];
        for address in unsafe_or_a_page {
            refused(Some(address), None);
        }
        for good in [
            "https://vote.example/voting",
            "https://city.example/vote",
            "https://city.example/elections/",
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:1/",
        ] {
            assert!(is_address(good), "{good}");
            let link = voting_link(good, &Hash::ZERO, "code", "trust1");
            assert_eq!(board_address(&link).as_deref(), Ok(good.trim_end_matches('/')), "{}", *link);
        }
    }
}
