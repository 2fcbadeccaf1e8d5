//! The program in the six languages, as a voter at a terminal meets it.

use crate::election::Setting;
use crate::http::Server;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use tabella_crypto::readable::{self, Kind};
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
        let credential = readable::show(Kind::Credential, setting.credential(0).as_bytes());
        Place { server: Server::start(setting), folder, credential }
    }

    /// Runs the program with a locale of the environment.
    fn run(&self, locale: &str, arguments: &[&str], typed: &str) -> Said {
        self.run_at(&self.server.address, locale, arguments, typed)
    }

    fn run_at(&self, board: &str, locale: &str, arguments: &[&str], typed: &str) -> Said {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tabella-vote"))
            .args(arguments)
            .args(["--board", board, "--trust", "trust.json"])
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
fn a_board_that_does_not_answer_is_told_in_the_six_languages() {
    let place = Place::new();
    let arguments = ["check", "--credential", &place.credential];
    for (locale, expected) in [
        ("en_GB.UTF-8", "the board gave no answer that can be used: check its address and your network"),
        ("zh_CN.UTF-8", "服务器没有给出可用的回答：请检查它的地址和您的网络"),
        (
            "de_AT.UTF-8",
            "Der Server hat keine brauchbare Antwort gegeben: Prüfen Sie seine Adresse und Ihr Netz",
        ),
        ("fr_FR", "le serveur n’a donné aucune réponse utilisable : vérifiez son adresse et votre réseau"),
        ("es_MX.UTF-8", "el servidor no ha dado ninguna respuesta útil: compruebe su dirección y su red"),
        ("ar_EG.UTF-8", "لم يقدّم الخادم إجابة يمكن استعمالها"),
    ] {
        // Nobody listens on port 1.
        let (code, _, told) = place.run_at("http://127.0.0.1:1", locale, &arguments, "");
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(expected) && told.contains("127.0.0.1:1 cannot be reached"), "{told}");
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

/// What is said in every language.
fn everywhere<T>(said: [T; 6]) -> impl Iterator<Item = (&'static str, T)> {
    ["en_GB.UTF-8", "zh_CN.UTF-8", "de_AT.UTF-8", "fr_FR", "es_MX.UTF-8", "ar_EG.UTF-8"].into_iter().zip(said)
}

// ROL-07
#[test]
fn a_typing_error_in_a_code_is_told_in_the_six_languages() {
    let place = Place::new();
    let code = fs::read_to_string(place.folder.path().join("code")).expect("code");
    for wrong in [&code[1..], &code.replace(&code[..1], if code.starts_with('q') { "p" } else { "q" })] {
        fs::write(place.folder.path().join("wrong"), wrong).expect("written");
        for (locale, expected) in everywhere([
            "this code has a typing error, or belongs to another election: a code has 8 groups of 4 characters",
            "这个投票码有字符输错，或属于另一次选举",
            "Dieser Code enthält einen Tippfehler oder gehört zu einer anderen Wahl",
            "ce code contient une faute de frappe, ou appartient à une autre élection",
            "este código tiene un error de escritura o pertenece a otra elección",
            "في هذا الرمز خطأ في الكتابة، أو أنه يخص انتخابًا آخر",
        ]) {
            let select = ["cast", "--code-file", "wrong", "--select", "chair=ann"];
            let (code, _, told) = place.run(locale, &select, "");
            assert_eq!(code, Some(1), "{told}");
            assert!(told.contains(expected) && !told.contains("please compare"), "{told}");
        }
    }
}

// RCP-13
#[test]
fn a_typing_error_in_a_tracker_or_credential_is_told_in_the_six_languages() {
    let place = Place::new();
    let wrong = place.credential.replace(&place.credential[13..14], "b");
    for (locale, [tracker, credential, expected]) in everywhere([
        [
            "this is not a tracker",
            "this is not a credential",
            "a character is wrong or missing, or it is something else",
        ],
        ["这不是选票追踪码", "这不是投票凭证", "有字符输错或遗漏，或者这是别的内容"],
        [
            "Das ist keine Kontrollnummer",
            "Das ist keine Wahlkennung",
            "Ein Zeichen ist falsch oder fehlt, oder es ist etwas anderes",
        ],
        [
            "ceci n’est pas un numéro de suivi",
            "ceci n’est pas un identifiant de vote",
            "un caractère est faux ou manquant, ou c’est autre chose",
        ],
        [
            "esto no es un número de seguimiento",
            "esto no es una credencial",
            "hay un carácter equivocado o falta alguno, o es otra cosa",
        ],
        ["هذا ليس رقم تتبع", "هذا ليس معرّف ناخب", "هناك حرف خاطئ أو ناقص، أو أن هذا شيء آخر"],
    ]) {
        let (code, _, told) = place.check(locale, &["--tracker", &place.credential]);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(&format!("{tracker}: {expected}")) && !told.contains("expected a"), "{told}");
        let (code, _, told) = place.run(locale, &["check", "--credential", &wrong], "");
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(&format!("{credential}: {expected}")), "{told}");
    }
}

// SRV-08
#[test]
fn a_voter_who_must_wait_is_told_for_how_long_and_that_the_ballot_is_in_no_log() {
    let place = Place::new();
    place.server.board().too_soon = Some(47);
    for (locale, expected) in everywhere([
        "this ballot is not in the log. Several ballots with your code came one after the other, and the next one \
         must wait: vote again in 47 seconds",
        "它不在日志中。使用您投票码的多张选票接连到达，下一张必须等待：请在 47 秒后重新投票",
        "Er steht nicht im Protokoll. Mit Ihrem Code kamen mehrere Stimmzettel nacheinander, und der nächste muss \
         warten: Stimmen Sie in 47 Sekunden noch einmal ab",
        "il n’est pas dans le journal. Plusieurs bulletins avec votre code sont arrivés l’un après l’autre, et le \
         suivant doit attendre : votez de nouveau dans 47 secondes",
        "no está en el registro. Han llegado varias papeletas seguidas con su código, y la siguiente tiene que \
         esperar: vote otra vez dentro de 47 segundos",
        "إنها ليست في السجل. وصلت عدة أوراق برمزك واحدة بعد أخرى، وعلى التالية أن تنتظر: صوّت مجددًا بعد 47 ثانية",
    ]) {
        let select = ["cast", "--code-file", "code", "--select", "chair=ann", "--receipt", "receipt"];
        let (code, words, told) = place.run(locale, &select, "");
        assert_eq!((code, words.as_str()), (Some(2), ""), "no verdict: {told}");
        assert!(told.contains(expected), "{told}");
        assert!(!told.contains("tabella-vote check"), "nothing is uncertain about it: {told}");
        assert!(!place.folder.path().join("receipt").exists());
    }
    assert_eq!(place.server.board().posts.len(), 6, "a board that asks for 47 seconds is not asked again");
    place.server.board().too_soon = None;
    let select = ["cast", "--code-file", "code", "--select", "chair=ann", "--receipt", "receipt"];
    let (code, _, told) = place.run("C", &select, "");
    assert_eq!(code, Some(0), "{told}");
}
