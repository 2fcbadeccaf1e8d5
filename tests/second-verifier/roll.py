"""The roll: who may vote, in which style, with which weight; the checks ROL."""

import collections

LARGEST_INTEGER = 2**53 - 1  # a total weight over this counts as this
LARGEST_TOTAL = 2**48  # ROL-03; the largest value of a ciphertext is 1 in every choice


class Roll:
    """Rows of all parts. Of two rows of one credential the first counts."""

    def __init__(self, manifest, report):
        self.manifest, self.report = manifest, report
        self.parts = 0
        self.last_part = None  # the hash of the last part, whether it decodes or not
        self.unreadable = False
        self.rows = {}
        self.last = b""
        self.count = self.weight = 0
        self.refused = manifest.special_points | set(manifest.points)

    def take(self, rows, line_hash, judged, culprit):
        """ROL-01, ROL-02, ROL-03, ROL-05 of a part."""
        self.parts += 1
        self.last_part = line_hash
        for row in rows:
            self.weight = min(self.weight + row["weight"], LARGEST_INTEGER)
            if judged:
                self.report.check("ROL-01", row["credential"] > self.last, culprit)
                self.report.check("ROL-02", row["style"] < len(self.manifest.plans), culprit)
                self.report.check("ROL-03", row["weight"] >= 1 and self.weight <= LARGEST_TOTAL, culprit)
                self.report.check("ROL-05", row["credential"] not in self.refused, culprit)
            self.last = row["credential"]
            self.count += 1
            self.rows.setdefault(row["credential"], row)

    def take_unreadable(self, line_hash):
        """A part whose rows are not known."""
        self.parts += 1
        self.last_part = line_hash
        self.unreadable = True
        self.report.block("ROL-01", "ROL-02", "ROL-03", "ROL-05")

    def judge_open(self, body, culprit):
        """ROL-04 and ROL-06, when the roll is finished."""
        if self.unreadable:
            self.report.block("ROL-04", "ROL-06")
            return
        self.report.check("ROL-04", (body["rows"], body["weight"]) == (self.count, self.weight), culprit)
        for contest in self.manifest.contests:
            entitled = [row["weight"] for row in self.rows.values() if self.manifest.carries(row["style"], contest)]
            self.report.check("ROL-06", not self.reveals(entitled), culprit)

    def reveals(self, weights):
        """Whether some weight occurs fewer times than the minimum, and the manifest does not allow it (6.1)."""
        if self.manifest.body["revealing_weights"]:
            return False
        return any(times < self.manifest.minimum for times in collections.Counter(weights).values())
