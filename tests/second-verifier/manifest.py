"""The manifest: who may do what, the contests and their plans, and the checks MAN."""

import functools
import itertools

import group
from encoding import LONGEST_LINE
from plan import Plan
from texts import comparison_key
from trust import signers

SUITE = "tabella-1-ristretto255-sha512"
LATEST_CLOSING = 253_402_300_799  # the end of the year 9999


def distinct(items):
    return len(set(items)) == len(items)


def differ(texts):
    """Whether no two of the texts are the same to readers (1.4)."""
    return distinct(list(map(comparison_key, texts)))


class Manifest:
    """A decoded manifest. `plans` is None if it cannot be used (3.1): nothing later can be judged then."""

    def __init__(self, entry):
        self.body = entry.body
        self.election = entry.digest
        self.contests = self.body["contests"]
        self.threshold = self.body["threshold"]
        self.minimum = self.body["minimum"]
        self.officials, self.registrars, self.trustees = (
            [party["key"] for party in self.body[role]] for role in ("officials", "registrars", "trustees")
        )
        self.version_known = self.body["version"] == 1 and self.body["suite"] == SUITE
        self.rules_hold = all(map(rule_holds, self.contests))
        self.styles_hold = self.judge_styles()
        self.contests_differ = distinct([contest["id"] for contest in self.contests])
        self.plans = self.fits = None
        self.bits = 0  # of the largest ballot
        if self.rules_hold and self.styles_hold and self.contests_differ:
            plans = [Plan.of(self.shape(style)) for style in range(len(self.body["styles"]))]
            self.bits = max(plan.bits for plan in plans)
            self.fits = self.judge_sizes(plans)
            self.plans = plans if self.fits and self.version_known else None

    def carries(self, style, contest):
        """Whether a ballot of this style votes in the contest."""
        styles = self.body["styles"]
        return style < len(styles) and contest["id"] in styles[style]["contests"]

    def shape(self, style):
        return [(len(contest["options"]), contest["rule"]) for contest in self.contests if self.carries(style, contest)]

    def signers(self):
        """Board, witnesses in any order, and quorum (MAN-03)."""
        return signers(self.body["board"], self.body["witnesses"])

    def keys(self):
        """All keys of all roles."""
        signers = [self.body["board"], *self.body["witnesses"]["keys"]]
        return [*self.points, *(signer["key"] for signer in signers)]

    @property
    def points(self):
        """The keys that sign statements."""
        return self.officials + self.registrars + self.trustees

    @functools.cached_property
    def special_points(self):
        """plus and minus G, H, K_j; K_j as far as the ballots of this election need it."""
        return group.special_points(self.bits)

    def trustee(self, key):
        """The index of a trustee, from 1, or None."""
        return self.trustees.index(key) + 1 if key in self.trustees else None

    def judge(self, report, culprit, trust):
        """MAN-01 to MAN-13."""
        body = self.body
        report.check("MAN-01", self.version_known, culprit)
        report.check("MAN-02", self.election == trust.election, culprit)
        report.check("MAN-03", self.signers() == trust.signers(), culprit)
        report.check("MAN-04", self.judge_ids(), culprit)
        points = set(self.points)
        report.check("MAN-05", distinct(self.keys()) and not self.special_points & points, culprit)
        report.check("MAN-06", self.rules_hold, culprit)
        report.check("MAN-07", self.styles_hold, culprit)
        if self.fits is None:
            report.block("MAN-08")
        else:
            report.check("MAN-08", self.fits, culprit)
        report.check("MAN-09", self.judge_threshold(), culprit)
        report.check("MAN-10", self.judge_quorum(), culprit)
        report.check("MAN-11", body["opening"] < body["closing"] <= LATEST_CLOSING, culprit)
        report.check("MAN-12", self.minimum >= 1, culprit)
        report.check("MAN-13", self.judge_texts(), culprit)

    def judge_ids(self):
        """MAN-04. The option id `blank` is taken beside a blank vote."""
        body = self.body
        lists = [[style["id"] for style in body["styles"]]]
        for contest in self.contests:
            lists.append([option["id"] for option in contest["options"]] + ["blank"] * contest["rule"]["blank"])
        lists.append([witness["name"] for witness in body["witnesses"]["keys"]])
        names = [[party["name"] for party in body[role]] for role in ("officials", "registrars", "trustees")]
        unique = self.contests_differ and all(map(distinct, lists)) and all(map(differ, names))
        return unique and bool(self.officials and self.registrars)

    def judge_styles(self):
        """MAN-07"""
        styles = [style["contests"] for style in self.body["styles"]]
        known = {contest["id"] for contest in self.contests}
        return bool(known) and all(map(distinct, styles)) and all(styles) and set(itertools.chain(*styles)) == known

    def judge_sizes(self, plans):
        """MAN-08: constraints below 2^53, and the largest lines within the limit."""
        options = [option for contest in self.contests for option in contest["options"]]
        slots = len(options) + sum(contest["rule"]["blank"] for contest in self.contests)
        lines = [1500 + 109 * len(plan.ciphertexts) + 46 * plan.bits for plan in plans]
        lines.append(1000 + 46 * slots)
        lines.append(
            1000
            + sum(80 + len(contest["id"]) for contest in self.contests)
            + sum(40 + len(option["id"]) for option in options)
        )
        lines.append(1500 + 46 * self.threshold + 67 * len(self.trustees))
        sizes = [constraint.size() for plan in plans for constraint in plan.constraints]
        return max(lines) <= LONGEST_LINE and max(sizes) < 2**53

    def judge_threshold(self):
        """MAN-09"""
        trustees = len(self.trustees)
        if self.body["all_trustees_needed"]:
            return self.threshold == trustees > 1
        majority = 2 * self.threshold > trustees or not self.body["unwitnessed"]
        return 1 < self.threshold < trustees and majority

    def judge_quorum(self):
        """MAN-10"""
        witnesses, quorum = len(self.body["witnesses"]["keys"]), self.body["witnesses"]["quorum"]
        if self.body["unwitnessed"]:
            return witnesses == quorum == 0
        return witnesses < 2 * quorum <= 2 * witnesses

    def judge_texts(self):
        """MAN-13: every text in every language and in no other; no two labels of a contest are the same in one language."""
        body, languages = self.body, self.body["languages"]
        labels = [[option["label"] for option in contest["options"]] for contest in self.contests]
        titles = [body["title"], body["description"], *(contest["title"] for contest in self.contests)]
        if not languages or not distinct(list(map(str.lower, languages))):
            return False
        if any(set(texts) != set(languages) for texts in itertools.chain(titles, *labels)):
            return False
        return all(differ([label[language] for label in contest]) for contest in labels for language in languages)


def rule_holds(contest):
    """MAN-06"""
    rule = contest["rule"]
    return rule["min"] <= rule["max"] <= len(contest["options"]) and rule["max"] >= 1
