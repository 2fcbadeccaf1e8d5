//! The program in the six languages, as a voter at a terminal meets it.

use crate::election::Setting;
use crate::http::Server;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use tabella_crypto::text::{self, Kind};
use tempfile::TempDir;

/// A board, and a folder with a trust file and the code of voter 0.
struct Place {
    server: Server,
    folder: TempDir,
    credential: String,
}

/// Exit code, standard output, standard error.
type Said = (Option<i32>, String, String);

impl Place {
    fn new() -> Place {
        let setting = Setting::new(0, 0);
        let folder = TempDir::new().expect("folder");
        fs::write(folder.path().join("trust.json"), setting.trust.to_text()).expect("written");
        fs::write(folder.path().join("code"), setting.codes[0].show().as_bytes()).expect("written");
        let credential = text::show(Kind::Credential, setting.credential(0).as_bytes());
        Place { server: Server::start(setting), folder, credential }
    }

    /// Runs the program with a locale of the environment.
    fn run(&self, locale: &str, arguments: &[&str], typed: &str) -> Said {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tabella-vote"))
            .args(arguments)
            .args(["--board", &self.server.address, "--trust", "trust.json"])
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", locale)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        // The program may be done before it has read everything.
        let _ = program.stdin.take().expect("input").write_all(typed.as_bytes());
        let output = program.wait_with_output().expect("ended");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn check(&self, locale: &str, more: &[&str]) -> Said {
        self.run(locale, &[&["check", "--credential", &self.credential], more].concat(), "")
    }
}

#[test]
fn the_program_speaks_six_languages_by_name_or_by_the_environment() {
    let place = Place::new();
    for (tag, locale, expected) in [
        (
            "en",
            "en_GB.UTF-8",
            "there is no ballot of this credential in the whole log: its code was not used",
        ),
        ("zh-Hans", "zh_CN.UTF-8", "整份日志中没有这个投票凭证的选票：它的投票码没有被使用过"),
        ("de", "de_AT.UTF-8", "Im ganzen Protokoll steht kein Stimmzettel dieser Wahlkennung"),
        ("fr", "fr_FR", "le journal entier ne contient aucun bulletin de cet identifiant"),
        ("es", "es_MX.UTF-8", "en todo el registro no hay ninguna papeleta de esta credencial"),
        ("ar", "ar_EG.UTF-8", "لا توجد في السجل كله أي ورقة لهذا المعرّف"),
    ] {
        for (code, words, told) in [place.check("C", &["--language", tag]), place.check(locale, &[])] {
            assert_eq!((code, told.as_str()), (Some(0), ""), "{words}");
            assert!(words.contains(expected), "{tag}: {words}");
        }
    }
    let (_, words, _) = place.check("de_DE.UTF-8", &["--language", "es"]);
    assert!(words.contains("ninguna papeleta"), "what is named comes first: {words}");
}

// MAN-09
#[test]
fn what_board_and_trustees_could_read_together_is_said_in_numbers_in_every_language() {
    let place = Place::new();
    for (tag, expected) in [
        (
            "en",
            "together with 1 of the 3 trustees, could show different people different logs and read single ballots",
        ),
        ("zh-Hans", "3 位受托人中的 1 位联手"),
        ("de", "zusammen mit 1 der 3 Treuhänder"),
        ("fr", "avec 1 des 3 dépositaires"),
        ("es", "junto con 1 de los 3 depositarios"),
        ("ar", "مع 1 من أصل 3 من الأمناء"),
    ] {
        let (_, words, _) = place.check("C", &["--language", tag]);
        assert!(words.contains(expected), "{tag}: {words}");
    }
    let (code, words, told) = place.run(
        "C",
        &["cast", "--code-file", "code", "--select", "chair=ann", "--select", "budget=yes"],
        "",
    );
    assert_eq!(code, Some(0), "{told}");
    assert!(
        words.contains("no independent witness. The board and an official, together with 1 of the 3"),
        "{words}"
    );
}

#[test]
fn a_language_that_it_does_not_speak_is_named_and_the_environment_asks_for_nothing() {
    let place = Place::new();
    let (code, words, told) = place.check("C", &["--language", "it"]);
    assert_eq!(code, Some(0));
    assert!(words.contains("its code was not used"), "{words}");
    assert!(told.contains("this program does not speak it; it speaks en, zh-Hans, de, fr, es, ar"), "{told}");
    for locale in ["it_IT.UTF-8", "C.UTF-8", "POSIX", ""] {
        let (code, words, told) = place.check(locale, &[]);
        assert_eq!((code, told.as_str()), (Some(0), ""), "{locale}");
        assert!(words.contains("its code was not used"), "{words}");
    }
}

#[test]
fn what_programs_read_is_the_same_in_every_language() {
    let place = Place::new();
    let json = |locale: &str, more: &[&str]| -> Value {
        let (_, words, _) = place.check(locale, &[&["--json"], more].concat());
        serde_json::from_str(&words).expect("JSON")
    };
    let english = json("C", &[]);
    assert_eq!(english["status"], "absent");
    assert_eq!(json("de_DE.UTF-8", &[]), english);
    assert_eq!(json("C", &["--language", "ar"]), english);
    let wrong = ["--tracker", "x"];
    assert_eq!(json("C", &[&wrong[..], &["--language", "fr"]].concat()), json("C", &wrong));
}

#[test]
fn a_ballot_is_cast_in_german_with_german_and_english_words() {
    let place = Place::new();
    let cast = |typed: &str| place.run("de_DE.UTF-8", &["cast", "--code-file", "code"], typed);
    let (code, words, asked) = cast("x\n1\n9\n1,2,3\n1\nsenden\nabgeben\n");
    assert_eq!(code, Some(0), "{asked}");
    for expected in [
        "Regel: Wählen Sie genau 1, oder stimmen Sie leer.",
        "Ihre Wahl (eine Nummer, oder b für eine leere Stimme): ",
        "Bitte geben Sie Nummern ein, mit Kommas dazwischen, oder b für eine leere Stimme.",
        "Die Möglichkeiten haben die Nummern 1 bis 3.",
        "Das ist hier nicht erlaubt. Regel: Wählen Sie höchstens 2.",
        "Sie haben gewählt:\n  Chair: ANN\n  Budget: YES",
        "Bewahren Sie jetzt die ganze Kontrollnummer außerhalb dieses Geräts auf",
        "Bitte geben Sie c, t oder q ein.",
    ] {
        assert!(asked.contains(expected), "{expected} in\n{asked}");
    }
    for expected in
        ["Ihr Stimmzettel ist abgegeben; nur der Server hat ihn verzeichnet", "Quittung", "beweist"]
    {
        assert!(words.contains(expected), "{expected} in\n{words}");
    }
    let (code, _, told) = cast("b\n\nquit\n");
    assert_eq!(code, Some(2));
    assert!(told.contains("Sie haben schon abgestimmt."), "{told}");
    assert!(told.contains("  Chair: leere Stimme\n  Budget: nichts gewählt"), "{told}");
    assert!(
        told.ends_with("Sie haben beendet: Nichts wurde gesendet, kein Stimmzettel wurde abgegeben\n"),
        "{told}"
    );
    let (code, _, told) =
        place.run("de_DE.UTF-8", &["cast", "--code-file", "code", "--select", "chair=ann,ann"], "");
    assert_eq!(code, Some(2));
    assert!(told.contains("\"chair\": Eine Möglichkeit steht zweimal da"), "{told}");
}
