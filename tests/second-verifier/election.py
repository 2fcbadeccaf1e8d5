"""The fold over the log (2.4): order, roles and signatures of entries (LOG), and what each entry changes."""

from ballot import Ballots
from ceremony import ROUNDS, Ceremony
from encoding import Fault
from manifest import Manifest
from roll import Roll
from statement import decode_entry, kind_of
from tally import Counting, Tally

CEREMONY_KINDS = {*ROUNDS, "key-complaint", "liveness"}
ROLES = {"roll": "registrars", **dict.fromkeys(["manifest", "open", "close", "result"], "officials")}
TRUSTEE_KINDS = CEREMONY_KINDS | {"decryption-share"}
AFTER_OPEN = {"ballot", "close", "decryption-share", "result"}  # their `election` is phi (2.3)
GROUPS = {
    "manifest": ["MAN"],
    **dict.fromkeys(CEREMONY_KINDS, ["KEY"]),
    "roll": ["ROL"],
    "open": ["KEY", "ROL"],
    "ballot": ["BAL", "PRF"],
    "close": ["KEY"],
    "decryption-share": ["TAL", "DEC"],
    "result": ["TAL", "DEC", "RES"],
}
NO_HASH = NO_ELECTION = bytes(32)


class Election:
    """One election. `add` takes the lines of the log one after the other."""

    def __init__(self, trust, report):
        self.trust, self.report = trust, report
        self.hashes = []
        self.dates = []  # (index, at) of the entries that decode
        self.digests = set()
        self.published = []  # sound entries in order, for KEY-13 and DEC-06
        self.signs_of_life = set()  # the places of the lines that are one, or count as one
        self.manifest = None
        self.blind = False  # the manifest cannot be used: nothing but bytes and the chain is judged
        self.ceremony = self.roll = self.ballots = self.counting = None
        self.opened = self.fingerprint = self.closed = self.finished = None

    # --- order ---

    def stage(self):
        """What the log has reached."""
        if self.finished is not None:
            return "finished"
        if self.closed is not None:
            return "closed"
        if self.opened is not None:
            return "open"
        return self.ceremony.stage() or "roll"

    def in_order(self, kind):
        """LOG-11 (2.4)"""
        stage = self.stage()
        if kind == "open":
            return stage == "roll" and self.roll.parts > 0
        allowed = {
            "key-commitment": {"key-commitment"},
            "key-deal": {"key-deal"},
            "key-confirmation": {"key-confirmation", "key-complaint"},
            "roll": {"roll", "liveness"},
            "open": {"ballot", "liveness", "close"},
            "closed": {"decryption-share", "result"},
            "finished": set(),
        }
        return kind in allowed[stage]

    def phase(self):
        """setup, open, closed, finished or void"""
        if self.ceremony is None:
            return "setup"
        if self.ceremony.void:
            return "void"
        stage = self.stage()
        return stage if stage in ("open", "closed", "finished") else "setup"

    # --- lines ---

    def add(self, line):
        """Judges a line of the log and takes it into account. A line too long to be kept is given by its first bytes."""
        index, culprit = len(self.hashes), f"entry {len(self.hashes)}"
        try:
            entry = decode_entry(line.data)
        except Fault as fault:
            self.report.fail(fault.check, culprit)
            self.take_unreadable(kind_of(line.data), index, line.hash)
        else:
            for number in range(1, 10):
                self.report.check(f"ENC-{number:02}", True, culprit)
            self.judge_chain(entry, index, culprit)
            self.take(entry, index, line.hash, culprit)
            self.dates.append((index, entry.at))
            self.digests.add(entry.digest)
        self.hashes.append(line.hash)

    def finish(self):
        """What can be judged only when the log ends."""
        if self.manifest is None and not self.blind:
            self.report.fail("MAN-02", "board")

    def judge_chain(self, entry, index, culprit):
        """LOG-01, LOG-07, LOG-15"""
        previous = self.hashes[-1] if self.hashes else NO_HASH
        self.report.check("LOG-01", (entry.index, entry.previous) == (index, previous), culprit)
        self.report.check("LOG-07", not self.dates or entry.at >= self.dates[-1][1], culprit)
        self.report.check("LOG-15", entry.digest not in self.digests, culprit)

    def take_unreadable(self, kind, index, line_hash):
        """A line that does not decode keeps its place in the order; what needs its content is blocked.

        It is of the kind that it names; if it names none, of the kind that the order expects there.
        """
        named, kind = kind, self.expected_kind() if kind is None else kind
        if kind == "liveness":
            self.signs_of_life.add(index)
        if self.blind:
            return
        if self.manifest is None:
            if kind == "manifest":
                self.use_no_manifest()
            return
        if named is None and kind == "ballot":  # it may have been a liveness proof
            self.ceremony.maybe_live = True
        if not self.ceremony.void and (kind in ROUNDS or (kind in GROUPS and self.in_order(kind))):
            self.advance_unreadable(kind, index, line_hash)

    def expected_kind(self):
        """What the order expects next, None after `result`."""
        if self.manifest is None:
            return "manifest"
        stage = self.stage()
        return {"open": "ballot", "closed": "decryption-share", "finished": None}.get(stage, stage)

    def advance_unreadable(self, kind, index, line_hash):
        if kind in CEREMONY_KINDS:
            self.ceremony.take_unreadable(kind, index, line_hash)
        elif kind == "roll":
            self.roll.take_unreadable(line_hash)
        elif kind == "open":
            self.report.block("KEY-12", "KEY-15", "ROL-04", "ROL-06", "PRF-08")
            self.open(index, line_hash, None)
        elif kind == "ballot":
            self.ballots.take_unreadable()
        elif kind == "close":
            self.report.block("KEY-15", "LOG-16")
            self.close(index, line_hash)
        elif kind == "decryption-share":
            if self.counting is not None:
                self.counting.maybe_valid = True
        else:
            self.report.block_group("TAL", "DEC", "RES")
            self.finished = index

    def use_no_manifest(self):
        self.blind = True
        self.report.block("LOG-11", "LOG-12", "LOG-13", "LOG-14", "LOG-16")
        self.report.block_group("MAN", "KEY", "ROL", "BAL", "PRF", "TAL", "DEC", "RES")

    # --- entries that decode ---

    def take(self, entry, index, line_hash, culprit):
        if entry.kind == "liveness":
            self.signs_of_life.add(index)
        if self.blind:
            return
        if self.manifest is None:
            self.take_first(entry, culprit)
        elif self.ceremony.void:
            self.report.check("KEY-10", False, culprit)
        else:
            self.take_next(entry, index, line_hash, culprit)

    def take_first(self, entry, culprit):
        """The manifest; anything before it is out of order, and cannot be judged further."""
        if not self.report.check("LOG-11", entry.kind == "manifest", culprit):
            self.report.block("LOG-12", "LOG-13", "LOG-14")
            self.report.block_group(*GROUPS[entry.kind])
            return
        manifest = Manifest(entry)
        if all(self.judge_statement(entry, manifest, True, culprit)):
            manifest.judge(self.report, culprit, self.trust)
        else:
            self.report.block_group("MAN")
        if manifest.plans is None:
            self.use_no_manifest()
            return
        self.manifest = manifest
        self.ceremony = Ceremony(manifest, self.report)
        self.roll = Roll(manifest, self.report)
        self.ballots = Ballots(manifest, self.roll, self.report)

    def judge_statement(self, entry, manifest, in_order, culprit):
        """LOG-12, LOG-14, LOG-13: whether its author may say this here, and has signed it."""
        report, placed = self.report, True
        if entry.kind != "ballot":
            role = "trustees" if entry.kind in TRUSTEE_KINDS else ROLES[entry.kind]
            keys = [party["key"] for party in entry.body[role]] if entry.kind == "manifest" else getattr(manifest, role)
            placed &= report.check("LOG-12", entry.author in keys, culprit)
        signed = report.check("LOG-13", entry.signature_holds(), culprit)
        if not in_order and entry.kind in AFTER_OPEN and self.fingerprint is None:
            report.block("LOG-14")
            return False, signed
        allowed = self.elections(entry.kind, manifest, in_order)
        return report.check("LOG-14", entry.election in allowed, culprit) and placed, signed

    def elections(self, kind, manifest, in_order):
        """What `election` may be (2.3); out of order it may be the election id or phi."""
        if not in_order:
            return {manifest.election, self.fingerprint} | ({NO_ELECTION} if kind == "manifest" else set())
        if kind == "manifest":
            return {NO_ELECTION}
        names_phi = kind in AFTER_OPEN or (kind == "liveness" and self.opened is not None)
        return {self.fingerprint if names_phi else manifest.election}

    def take_next(self, entry, index, line_hash, culprit):
        kind, report = entry.kind, self.report
        in_order = report.check("LOG-11", self.in_order(kind), culprit)
        placed, signed = self.judge_statement(entry, self.manifest, in_order, culprit)
        placed &= in_order
        judged = placed and signed
        if placed:
            self.judge_named_hash(entry, culprit)
        if placed and kind == "close":
            report.check("LOG-16", entry.at >= self.manifest.body["closing"], culprit)
        if judged:
            self.published.append(entry)
        else:
            report.block_group(*GROUPS[kind])
        if in_order or kind in ROUNDS:
            self.advance(entry, index, line_hash, judged, culprit)

    def judge_named_hash(self, entry, culprit):
        """LOG-01 over the bodies of `open`, `close` and `key-complaint`."""
        body = entry.body
        if entry.kind == "open":
            self.report.check("LOG-01", body["last_roll"] == self.roll.last_part, culprit)
        elif entry.kind == "close":
            self.report.check("LOG-01", body["previous"] == entry.previous, culprit)
        elif entry.kind == "key-complaint":
            self.report.check("LOG-01", body["deal"] in self.ceremony.deals.named, culprit)

    def advance(self, entry, index, line_hash, judged, culprit):
        """The checks of the entry's group if nothing forbids them, and what the entry changes."""
        kind, body = entry.kind, entry.body
        trustee = self.manifest.trustee(entry.author)
        if kind in ROUNDS:
            self.ceremony.take(entry, index, line_hash, trustee, judged)
        elif kind == "key-complaint":
            if trustee is not None:
                self.ceremony.judge_complaint(trustee, body, judged)
        elif kind == "liveness":
            if trustee is not None:
                self.ceremony.judge_liveness(entry, index, trustee, self, judged)
        elif kind == "roll":
            self.roll.take(body["rows"], line_hash, judged, culprit)
        elif kind == "open":
            self.report.check("PRF-08", body["election_key"] not in self.manifest.special_points, "board")
            if judged:
                self.ceremony.judge_election_key(body["election_key"], culprit)
                self.ceremony.judge_live_trustees(kind, culprit)
                self.roll.judge_open(body, culprit)
            self.open(index, line_hash, body["election_key"])
        elif kind == "ballot":
            self.ballots.take(entry, judged, culprit)
        elif kind == "close":
            if judged:
                self.ceremony.judge_live_trustees(kind, culprit)
            self.close(index, line_hash)
        elif kind == "decryption-share":
            self.take_share(trustee, body, judged)
        else:
            self.take_result(body, index, judged, culprit)

    def open(self, index, line_hash, election_key):
        self.opened, self.fingerprint = index, line_hash
        self.ballots.fingerprint, self.ballots.election_key = line_hash, election_key

    def close(self, index, line_hash):
        self.closed = index
        if self.roll.unreadable or self.ballots.unreadable:
            self.report.block_group("TAL", "DEC", "RES")
            return
        tally = Tally(self.manifest, self.roll, self.ballots.counted(), self.fingerprint, line_hash)
        self.counting = Counting(tally, self.ceremony, self.report)

    def take_share(self, trustee, body, judged):
        if self.counting is None or trustee is None:
            return
        if self.counting.tally.alphas:
            self.counting.take_share(trustee, body, judged)
        if judged:
            self.report.check("TAL-04", self.counting.tally.alphas, f"trustee {trustee}")

    def take_result(self, body, index, judged, culprit):
        self.finished = index
        if judged and self.counting is not None:
            self.counting.judge_result(body, culprit)
