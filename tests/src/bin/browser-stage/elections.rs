//! The elections of the stage: texts, rules and people.

use std::collections::BTreeMap;
use tabella_crypto::contest::{Choice, Rule};
use tabella_crypto::election::manifest::{Address, Contest, ContestOption, Id, Manifest, Style, Texts};
use tabella_crypto::text::{Paragraphs, Text};
use tabella_log::rulebook::Phase;
use tabella_tests::harness::Spec;

/// Where others host a check page; no one ever asks there.
const CHECK_PAGE: &str = "https://tenants-union.example/tabella-check.html";

/// An election as it stands when the curtain rises.
pub(crate) struct Scene {
    /// What commands call it.
    pub(crate) name: &'static str,
    /// How far it has come.
    pub(crate) phase: Phase,
    /// People, and the ballots that are cast before anyone looks.
    pub(crate) spec: Spec,
    /// Languages, texts, contests and styles.
    pub(crate) write: fn(&mut Manifest),
}

/// One election in each phase, and one whose texts are hostile to a page.
pub(crate) fn scenes() -> Vec<Scene> {
    let scene = |name, seed, phase, ballots| {
        let spec = Spec { seed, ballots, ..people() };
        Scene { name, phase, spec, write: neighbourhood }
    };
    vec![
        scene("council", 11, Phase::Voting, ballots()),
        scene("setup", 12, Phase::Confirmations, vec![]),
        scene("closed", 13, Phase::Closed, ballots()),
        scene("finished", 14, Phase::Finished, ballots()),
        scene("void", 15, Phase::Void, vec![]),
        Scene {
            name: "hostile",
            phase: Phase::Voting,
            spec: Spec { seed: 16, voters: vec![(0, 1); 4], ballots: vec![(3, vec![vec![0]])], ..people() },
            write: hostile,
        },
    ]
}

/// Three trustees, two of whom are needed; 24 residents, and 8 owners who decide on the projects only.
fn people() -> Spec {
    let voters = [vec![(0, 1); 24], vec![(1, 1); 8]].concat();
    Spec { witnesses: 0, contests: vec![], styles: vec![], voters, minimum: 3, ..Spec::base() }
}

/// The first 12 residents and 4 owners have not voted yet; one of the others has changed their mind.
fn ballots() -> Vec<(usize, Vec<Vec<usize>>)> {
    vec![
        (12, vec![vec![0], vec![0, 2, 5], vec![0, 1]]),
        (13, vec![vec![1], vec![1], vec![]]),
        (28, vec![vec![0, 3]]),
        (14, vec![vec![4], vec![], vec![4]]),
        (15, vec![vec![0], vec![3, 4], vec![0, 1, 2, 3, 4]]),
        (29, vec![vec![1]]),
        (16, vec![vec![2], vec![0, 1, 2], vec![1]]),
        (12, vec![vec![1], vec![2, 5], vec![0, 1]]),
        (17, vec![vec![0], vec![5], vec![2, 3]]),
        (18, vec![vec![3], vec![1, 4], vec![0]]),
        (30, vec![vec![2, 4]]),
        (19, vec![vec![0], vec![0, 4, 5], vec![1, 2]]),
    ]
}

fn text(text: &str) -> Text {
    Text::normalised(text).expect("a text")
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

/// English, Simplified Chinese, Arabic.
fn texts([english, chinese, arabic]: [&str; 3]) -> Texts {
    BTreeMap::from([
        ("ar".into(), text(arabic)),
        ("en".into(), text(english)),
        ("zh-Hans".into(), text(chinese)),
    ])
}

/// The same of a longer text.
fn paragraphs(texts: [&str; 3]) -> Texts<Paragraphs> {
    let paragraphs = |text: &str| Paragraphs::normalised(text).expect("a text");
    let [english, chinese, arabic] = texts.map(paragraphs);
    BTreeMap::from([("ar".into(), arabic), ("en".into(), english), ("zh-Hans".into(), chinese)])
}

fn contest(name: &str, title: [&str; 3], rule: Rule, options: &[(&str, [&str; 3])]) -> Contest {
    let option = |(name, label): &(&str, [&str; 3])| ContestOption { id: id(name), label: texts(*label) };
    Contest { id: id(name), options: options.iter().map(option).collect(), rule, title: texts(title) }
}

fn neighbourhood(manifest: &mut Manifest) {
    manifest.languages = ["en", "zh-Hans", "ar"].map(str::to_owned).into();
    manifest.title =
        texts(["Lindenfeld neighbourhood council", "菩提园社区居民委员会选举", "مجلس حي الزيزفون"]);
    manifest.description = paragraphs([
        "Residents elect the chair and the members of the council and decide which projects are paid for this \
         year.\nOwners who live elsewhere decide on the projects only.",
        "居民选举委员会主任和委员，并决定今年资助哪些项目。\n不在本社区居住的业主只就项目表决。",
        "ينتخب السكان رئيس المجلس وأعضاءه ويقررون المشاريع التي تُموَّل هذا العام.\nأما الملاك المقيمون خارج الحي \
         فيصوتون على المشاريع فقط.",
    ]);
    manifest.check_pages = vec![Address::new(CHECK_PAGE).expect("an address")];
    for (party, name) in manifest.trustees.iter_mut().zip(["City archive", "Tenants' union", "University"]) {
        party.name = text(name);
    }
    manifest.officials[0].name = text("Election office of Lindenfeld");
    manifest.registrars[0].name = text("Residents' registry");
    manifest.contests = vec![
        contest(
            "chair",
            ["Chair of the council", "委员会主任", "رئيس المجلس"],
            Rule::Choice(Choice { min: 1, max: 1, blank: true }),
            &[
                ("amara-diallo", ["Amara Diallo", "阿玛拉·迪亚洛", "أمارا ديالو"]),
                ("jonas-weber", ["Jonas Weber", "约纳斯·韦伯", "يوناس فيبر"]),
                ("li-na", ["Li Na", "李娜", "لي نا"]),
                ("samira-haddad", ["Samira Haddad", "萨米拉·哈达德", "سميرة حداد"]),
            ],
        ),
        contest(
            "members",
            ["Members of the council", "委员会委员", "أعضاء المجلس"],
            Rule::Choice(Choice { min: 0, max: 3, blank: false }),
            &[
                ("carlos-ruiz", ["Carlos Ruiz", "卡洛斯·鲁伊斯", "كارلوس رويث"]),
                ("elif-kaya", ["Elif Kaya", "埃利夫·卡亚", "أليف كايا"]),
                ("greta-holm", ["Greta Holm", "格蕾塔·霍尔姆", "غريتا هولم"]),
                ("ivan-petrov", ["Ivan Petrov", "伊万·彼得罗夫", "إيفان بيتروف"]),
                ("marie-laurent", ["Marie Laurent", "玛丽·洛朗", "ماري لوران"]),
                ("wang-fang", ["Wang Fang", "王芳", "وانغ فانغ"]),
            ],
        ),
        contest(
            "projects",
            [
                "Which projects should be paid for this year?",
                "今年应当资助哪些项目？",
                "ما المشاريع التي ينبغي تمويلها هذا العام؟",
            ],
            Rule::Choice(Choice { min: 0, max: 5, blank: false }),
            &[
                ("benches", ["Benches in the park", "公园长椅", "مقاعد في الحديقة"]),
                (
                    "crossing",
                    [
                        "A safer crossing at the school",
                        "学校旁更安全的人行横道",
                        "معبر أكثر أمانًا عند المدرسة",
                    ],
                ),
                ("library", ["Longer hours of the library", "延长图书馆开放时间", "ساعات أطول للمكتبة"]),
                ("trees", ["Forty new trees", "新种四十棵树", "أربعون شجرة جديدة"]),
                ("workshop", ["A repair workshop", "维修工坊", "ورشة إصلاح"]),
            ],
        ),
    ];
    let style =
        |name, contests: &[&str]| Style { contests: contests.iter().map(|c| id(c)).collect(), id: id(name) };
    manifest.styles =
        vec![style("residents", &["chair", "members", "projects"]), style("owners", &["projects"])];
}

/// Texts that would break out of a page that is put together carelessly, or push it apart: all have a long word.
fn hostile(manifest: &mut Manifest) {
    let long = "Donaudampfschifffahrtsgesellschaft".repeat(6);
    let same = |words: &str| Texts::from([("en".into(), text(&format!("{words} {long}")))]);
    manifest.languages = vec!["en".into()];
    manifest.title = same("<script>document.title = 'broken'</script> { $title } {{ 7 * 7 }}");
    let broken =
        "\"'><img src=x onerror=\"document.title='broken'\"><!-- </main></body>\n<p><h1>A paragraph</h1>";
    manifest.description = [("en".into(), Paragraphs::new(broken).expect("a text"))].into();
    manifest.trustees[0].name = text("</table><script>alert(1)</script>");
    manifest.trustees[1].name = text(&long);
    // It looks like the one before: one letter is Cyrillic.
    manifest.trustees[2].name = text(&long.replacen('a', "\u{430}", 1));
    manifest.officials[0].name = text(&long);
    manifest.registrars[0].name = text(&long);
    let labels = [
        "<img src=\"//elsewhere.example/x\" onerror=\"document.title='broken'\">",
        "javascript:document.title='broken'",
        "\"><style>body { display: none }</style>",
        "خيار من اليمين إلى اليسار (1) [2]",
        "https://donaudampfschifffahrtsgesellschaft.example/?q=donaudampfschifffahrtsgesellschaft&donaudampfschifffahrt",
    ];
    let options = labels.iter().enumerate();
    manifest.contests = vec![Contest {
        id: id("question"),
        options: options
            .map(|(i, label)| ContestOption { id: id(&format!("o{i}")), label: same(label) })
            .collect(),
        rule: Rule::Choice(Choice { min: 0, max: 2, blank: true }),
        title: same("</legend></fieldset><h1>Vote for someone else</h1>"),
    }];
    manifest.styles = vec![Style { contests: vec![id("question")], id: id("all") }];
}
