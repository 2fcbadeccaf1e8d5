"""The tally (6): counted ballots, aggregates and tau, decryption shares, totals; the checks TAL, DEC, RES."""

import dataclasses
import itertools

import group
import transcript
from ceremony import equality_holds
from group import IDENTITY, combine, multiply_base, subtract
from statement import sha256


@dataclasses.dataclass
class Slot:
    """One option of a contest, or its blank vote (option None), with its aggregate. `contest` is its place in the manifest."""

    contest: int
    option: str | None
    alpha: bytes
    beta: bytes


def hash_of_tally(fingerprint, close_hash, count, weight, pairs):
    """tau (6.1), the pairs being alpha and beta of every slot."""
    numbers = b"".join(map(group.u64le, (count, weight, len(pairs))))
    aggregates = b"".join(alpha + beta for alpha, beta in pairs)
    return sha256(b"tabella/1/tally" + fingerprint + close_hash + numbers + aggregates)


def share_holds(alphas, trustee, key, body):
    """(6.2): one DLEQ for all slots with a D_j."""
    q, c = transcript.decryption_challenges(body["tau"], trustee, key, alphas, body)
    qs = group.powers(q, len(alphas))
    bases, images = (group.G, combine(qs, alphas)), (key, combine(qs, body["D"]))
    return equality_holds(c, bases, images, body["proof"])


class Tally:
    """Everything that follows from the ballots and `close`: anyone computes it (6.1)."""

    def __init__(self, manifest, roll, counted, fingerprint, close_hash):
        self.manifest, self.roll = manifest, roll
        self.count = len(counted)
        self.weight = sum(row["weight"] for row, _ in counted)
        self.slots, self.weights, self.empty, self.withheld = [], {}, [], []
        for place, contest in enumerate(manifest.contests):
            self.add_contest(place, contest, [pair for pair in counted if manifest.carries(pair[1]["style"], contest)])
        pairs = [(slot.alpha, slot.beta) for slot in self.slots]
        self.tau = hash_of_tally(fingerprint, close_hash, self.count, self.weight, pairs)
        self.alphas = [slot.alpha for slot in self.slots if slot.alpha != IDENTITY]

    def add_contest(self, place, contest, voted):
        """The slots of a contest, unless it is empty or withheld (6.1)."""
        weights = [row["weight"] for row, _ in voted]
        if not voted:
            self.empty.append(contest["id"])
        elif len(voted) < self.manifest.minimum or self.roll.reveals(weights):
            self.withheld.append(contest["id"])
        else:
            self.weights[place] = sum(weights)
            names = [option["id"] for option in contest["options"]] + [None] * contest["rule"]["blank"]
            columns = zip(*(self.ciphertexts(contest, body) for _, body in voted), strict=True)
            for option, column in zip(names, columns, strict=True):
                alpha, beta = (combine(weights, [cipher[half] for cipher in column]) for half in ("alpha", "beta"))
                self.slots.append(Slot(place, option, alpha, beta))

    def ciphertexts(self, contest, body):
        """The ciphertexts of a ballot that belong to the contest."""
        start = 0
        for other in self.manifest.contests:
            if self.manifest.carries(body["style"], other):
                length = len(other["options"]) + other["rule"]["blank"]
                if other is contest:
                    return body["ciphertexts"][start : start + length]
                start += length
        raise ValueError("the style does not carry the contest")

    def decrypt(self, shares):
        """M_j of every slot (6.3) from the D of the trustees of S; a slot without D_j has M_j = beta_j."""
        factors = [group.lagrange(list(shares), trustee) for trustee in shares]
        columns = zip(*shares.values(), strict=True) if shares else itertools.repeat(())
        return [
            slot.beta if slot.alpha == IDENTITY else subtract(slot.beta, combine(factors, next(columns)))
            for slot in self.slots
        ]


class Counting:
    """The entries after `close`."""

    def __init__(self, tally, ceremony, report):
        self.tally, self.ceremony, self.report = tally, ceremony, report
        self.manifest = ceremony.manifest
        self.seen, self.valid, self.maybe_valid = set(), {}, False
        self.keys_known = ceremony.deals.complete()
        if not self.keys_known:  # without a deal there is no X_i
            report.block_group("DEC", "RES")

    def take_share(self, trustee, body, judged):
        """TAL-01, DEC-01 to DEC-03 of a share: it is named and skipped if one of them fails (DEC-05).

        A share that is not judged because of LOG-13 or LOG-14 counts all the same if it is right, and is not named.
        """
        fault = self.share_fault(trustee, body)
        self.seen.add(trustee)
        if not fault:
            self.valid[trustee] = body["D"]
        if judged:
            for name in ("TAL-01", "DEC-01", "DEC-02", "DEC-03", "DEC-05") if self.keys_known else ("TAL-01",):
                self.report.count(name)
            if fault:
                self.report.refuse_share(fault, f"trustee {trustee}")

    def share_fault(self, trustee, body):
        """The first id that refuses a share, "" if none does; TAL-01 alone when X_i is not known."""
        tally = self.tally
        if trustee in self.seen and self.keys_known:
            return "DEC-01"
        if body["tau"] != tally.tau:
            return "TAL-01"
        if not self.keys_known:
            return ""
        if len(body["D"]) != len(tally.alphas):
            return "DEC-02"
        return "" if share_holds(tally.alphas, trustee, self.ceremony.key(trustee), body) else "DEC-03"

    def judge_result(self, body, culprit):
        """TAL-01 blocks all else; DEC-04, and a key that is not known, block RES."""
        tally, report = self.tally, self.report
        if not report.check("TAL-01", body["tau"] == tally.tau, culprit):
            report.block("TAL-02", "TAL-03", "TAL-04", "DEC-04")
            report.block_group("RES")
            return
        report.check("TAL-02", (body["count"], body["weight"]) == (tally.count, tally.weight), culprit)
        report.check("TAL-03", (body["empty"], body["withheld"]) == (tally.empty, tally.withheld), culprit)
        if not self.keys_known:
            return
        shares = {}
        if tally.alphas:
            smallest = sorted(self.valid)[: self.manifest.threshold]
            shares = {trustee: self.valid[trustee] for trustee in smallest}
            enough = len(shares) == self.manifest.threshold
            if not enough and self.maybe_valid:
                report.block("DEC-04")
            else:
                report.check("DEC-04", enough, culprit)
            if not enough:
                report.block_group("RES")
                return
        self.judge_totals(body["totals"], tally.decrypt(shares), culprit)

    def judge_totals(self, announced, decrypted, culprit):
        """RES-01 to RES-04. No logarithm is searched for: a total that fits M_j is one (RES-04), any other fails RES-01."""
        tally, report = self.tally, self.report
        structure = [
            (entry["contest"], [option["option"] for option in entry["options"]], entry["blank"] is not None)
            for entry in announced
        ]
        if not report.check("RES-03", structure == self.expected_structure(), culprit):
            report.block("RES-01", "RES-02", "RES-04")
            return
        totals = iter(claims_in_order(announced))
        claims = {place: [] for place in tally.weights}
        for slot, point in zip(tally.slots, decrypted, strict=True):
            claims[slot.contest].append(next(totals))
            if report.check("RES-01", multiply_base(claims[slot.contest][-1]) == point, culprit):
                report.count("RES-04")
            else:
                report.block("RES-04")
        for place, claimed in claims.items():
            report.check("RES-02", self.sums_up(place, claimed), culprit)

    def expected_structure(self):
        """Contest, options, and whether there is a blank vote, of every contest with slots."""
        contests = [self.manifest.contests[place] for place in self.tally.weights]
        return [
            (contest["id"], [option["id"] for option in contest["options"]], contest["rule"]["blank"])
            for contest in contests
        ]

    def sums_up(self, place, totals):
        """RES-02 of one contest; the blank vote is the last of its totals."""
        rule = self.manifest.contests[place]["rule"]
        blank = totals[-1] if rule["blank"] else 0
        chosen, voting = sum(totals) - blank, self.tally.weights[place] - blank
        in_bound = max(totals) <= self.tally.roll.weight
        return in_bound and rule["min"] * voting <= chosen <= rule["max"] * voting


def claims_in_order(announced):
    """The announced total of every slot."""
    for entry in announced:
        yield from (option["total"] for option in entry["options"])
        if entry["blank"] is not None:
            yield entry["blank"]
