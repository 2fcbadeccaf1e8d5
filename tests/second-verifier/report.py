"""The catalogue of checks, and what became of each of them (REP-01)."""

import collections
import re

# Every row of the specification with A under *who* that a record, or a file given beside it, can pass or fail.
GROUPS = {
    "ENC": range(1, 11),
    "LOG": [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16],
    "MAN": range(1, 14),
    "KEY": [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    "ROL": range(1, 7),
    "BAL": range(1, 8),
    "PRF": [1, 2, 3, 4, 5, 8],
    "TAL": range(1, 5),
    "DEC": range(1, 7),
    "RES": range(1, 5),
    "RCP": [1, 4],
    "REP": [2],
}
MOST_NAMED = 10_000  # culprits of one check; the rest is counted
CATALOGUE = [f"{group}-{number:02}" for group, numbers in GROUPS.items() for number in numbers]


def culprit_order(culprit):
    """Board first, then by number, then by name."""
    number = re.search(r"[0-9]+$", culprit)
    return culprit != "board", culprit.split(" ")[0], int(number.group()) if number else 0, culprit


class Report:
    """Collects verdicts. A check may be made many times; it fails if it fails once."""

    def __init__(self):
        self.objects = collections.Counter()
        self.culprits = collections.defaultdict(set)
        self.blocked = set()
        self.refused_shares = collections.defaultdict(set)
        self.remarks = []  # what is worth saying and fails nothing

    def check(self, name, holds, culprit):
        """Counts one object of a check, and its failure if it does not hold. Returns whether it holds."""
        self.objects[name] += 1
        if not holds:
            self.fail(name, culprit)
        return bool(holds)

    def count(self, name):
        """One object for which a check holds."""
        self.objects[name] += 1

    def fail(self, name, culprit):
        if name not in CATALOGUE:
            raise ValueError(f"{name} is not in the catalogue")
        self.culprits[name].update([] if culprit is None else [culprit])  # it may be open whose fault it is

    def block(self, *names):
        """These checks could not be made somewhere."""
        self.blocked.update(names)

    def block_group(self, *groups):
        self.blocked.update(name for name in CATALOGUE if name.split("-")[0] in groups)

    def refuse_share(self, name, culprit):
        """A decryption share that is named and skipped (DEC-05); it fails the record only through DEC-04."""
        self.refused_shares[name].add(culprit)

    def failed(self):
        """The failed ids with everyone who is named; refused shares among them if their id fails, or DEC-04."""
        named = {name: set(culprits) for name, culprits in self.culprits.items()}
        for name, culprits in self.refused_shares.items():
            if name in named or "DEC-04" in self.culprits:
                named[name] = named.get(name, set()) | culprits
        return {name: sorted(named[name], key=culprit_order) for name in CATALOGUE if name in named}

    def verdict(self):
        return "rejected" if self.culprits or self.blocked else "accepted"

    def verdict_of(self, name, failed):
        """passed, failed, blocked, or not-applicable where nothing was there to check."""
        if name in failed:
            return "failed"
        if name in self.blocked:
            return "blocked"
        return "passed" if self.objects[name] else "not-applicable"

    def as_json(self):
        failed = self.failed()
        unnamed = {name: len(culprits) - MOST_NAMED for name, culprits in failed.items() if len(culprits) > MOST_NAMED}
        verdicts = {name: self.verdict_of(name, failed) for name in CATALOGUE}
        return {
            "blocked": [name for name in CATALOGUE if name in self.blocked],
            "checks": {name: {"objects": self.objects[name], "verdict": verdicts[name]} for name in CATALOGUE},
            "failed": {name: culprits[:MOST_NAMED] for name, culprits in failed.items()},
            "remarks": self.remarks,
            "refused_shares": {name: sorted(culprits) for name, culprits in sorted(self.refused_shares.items())},
            "unnamed": unnamed,
            "verdict": self.verdict(),
        }
