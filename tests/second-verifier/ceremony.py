"""The key ceremony and liveness proofs (4.1) to (4.6): the checks KEY."""

import group
import transcript
from group import ORDER, add, evaluate, multiply, multiply_base
from report import Report
from statement import sha256

SHARE_LENGTH = 48
SECONDS_BETWEEN_SIGNS = 60
ROUNDS = ("key-commitment", "key-deal", "key-confirmation")


class Round:
    """One round of the ceremony. It ends with its n-th entry, no matter who made it; of two entries of one trustee the first counts."""

    def __init__(self, size):
        self.size = size
        self.entries = 0
        self.bodies = {}
        self.named = {}  # by the hash of a line that counts: whose it is, None if it does not decode; only the first of a trustee
        self.last_index = self.last_hash = None

    def full(self):
        return self.entries >= self.size

    def complete(self):
        """Whether the body of every trustee is known."""
        return self.full() and len(self.bodies) == self.size

    def add(self, index, line_hash, trustee=None, body=None):
        if self.full():
            return
        self.entries += 1
        self.last_index, self.last_hash = index, line_hash
        if body is None or (trustee is not None and trustee not in self.bodies):
            self.named[line_hash] = trustee
        if trustee is not None:
            self.bodies.setdefault(trustee, body)


def equality_holds(challenge, bases, images, proof):
    """DLEQ (4.4): s G = R_1 + c X and s Q = R_2 + c D."""
    return all(
        multiply(proof["s"], base) == add(proof[commitment], multiply(challenge, image))
        for base, image, commitment in zip(bases, images, ("R_1", "R_2"), strict=True)
    )


class Ceremony:
    """What the ceremony has fixed so far, and who has shown a live key."""

    def __init__(self, manifest, report):
        self.manifest, self.report = manifest, report
        self.size = len(manifest.trustees)
        self.rounds = {kind: Round(self.size) for kind in ROUNDS}
        self.commitments, self.deals, self.confirmations = self.rounds.values()
        self.void = False
        self.confirmed, self.maybe_confirmed = set(), False
        self.live, self.maybe_live = set(), False
        self.signs = {}  # by trustee: `at` and named entry of the last liveness proof
        self.keys = None  # Y and the list of X_j

    def stage(self):
        """The kind that the ceremony waits for, or None when it is over."""
        return next((kind for kind, round_ in self.rounds.items() if not round_.full()), None)

    def key(self, trustee):
        """X_j, or None when it cannot be known."""
        self.compute_keys()
        return self.keys[1][trustee - 1] if self.keys else None

    def election_key(self):
        """Y = sum A_i0 (4.3), or None when it cannot be known."""
        self.compute_keys()
        return self.keys[0] if self.keys else None

    def compute_keys(self):
        if self.keys is None and self.deals.complete():
            polynomials = [self.deals.bodies[trustee]["coefficients"] for trustee in range(1, self.size + 1)]
            election_key = group.total(polynomial[0] for polynomial in polynomials if polynomial)
            shares = [
                group.total(evaluate(polynomial, trustee) for polynomial in polynomials)
                for trustee in range(1, self.size + 1)
            ]
            self.keys = election_key, shares

    # --- the entries ---

    def take_unreadable(self, kind, index, line_hash):
        """An entry of the ceremony whose content is not known: what needs it is blocked."""
        if kind == "key-complaint":
            self.report.block("KEY-10", "KEY-11")
        elif kind == "liveness":
            self.report.block("KEY-14")
            self.maybe_live = True
        elif not self.rounds[kind].full():
            self.maybe_confirmed |= kind == "key-confirmation"
            self.rounds[kind].add(index, line_hash)

    def take(self, entry, index, line_hash, trustee, judged):
        """Judges an entry of a round if nothing forbids it, and takes it into account."""
        if judged and entry.kind == "key-commitment":
            self.judge_once(entry.kind, trustee, self.report)
        elif judged and entry.kind == "key-deal":
            self.judge_once(entry.kind, trustee, self.report)
            self.judge_deal(trustee, entry.body)
        elif entry.kind == "key-confirmation" and trustee is not None and not self.confirmations.full():
            report = self.report if judged else Report()
            self.judge_once(entry.kind, trustee, report)
            self.judge_confirmation(trustee, entry.body, report)
        self.rounds[entry.kind].add(index, line_hash, trustee, entry.body)

    def judge_once(self, kind, trustee, report):
        report.check("KEY-01", trustee not in self.rounds[kind].bodies, f"trustee {trustee}")

    def judge_deal(self, trustee, body):
        """KEY-02 to KEY-06"""
        report, culprit = self.report, f"trustee {trustee}"
        commitment = self.commitments.bodies.get(trustee)
        if commitment is None:
            report.block("KEY-02")
        else:
            report.check("KEY-02", commitment["commitment"] == self.opening(trustee, body), culprit)
        report.check("KEY-03", len(body["coefficients"]) == self.manifest.threshold, culprit)
        first, second = self.possession(trustee, body)
        if report.check("KEY-04", first, culprit):
            report.check("KEY-05", second, culprit)
        lengths = [len(share) for share in body["shares"]]
        report.check("KEY-06", lengths == [SHARE_LENGTH] * self.size, culprit)

    def opening(self, trustee, body):
        """(4.1)"""
        coefficients = body["coefficients"]
        numbers = group.u64le(trustee) + group.u64le(len(coefficients))
        points = b"".join(coefficients) + body["ephemeral"]
        return sha256(b"tabella/1/key-commitment" + self.manifest.election + numbers + points)

    def possession(self, trustee, body):
        """Whether the two halves of the proof of possession hold (4.2)."""
        proof, coefficients = body["proof"], body["coefficients"]
        c = transcript.possession_challenge(
            self.manifest.election, trustee, coefficients, body["ephemeral"], self.commitments.last_hash, proof
        )
        halves = [("R_a", "s_a", coefficients[0] if coefficients else None), ("R_e", "s_e", body["ephemeral"])]
        return [
            key is not None and multiply_base(proof[response]) == add(proof[commitment], multiply(c, key))
            for commitment, response, key in halves
        ]

    def judge_confirmation(self, trustee, body, report):
        """KEY-08 and KEY-09. A confirmation that LOG-13 or LOG-14 refuses shows a live key all the same, with a report of its own."""
        if not self.deals.full():
            return  # there is nothing yet that it could have rehearsed
        if not self.deals.complete():
            report.block("KEY-08", "KEY-09")
            return
        self.compute_keys()
        report.check("KEY-08", (body["Y"], body["X"]) == self.keys, f"trustee {trustee}")
        holds = self.rehearsal_holds(b"rehearsal", trustee, self.deals.last_hash, body["rehearsal"])
        if report.check("KEY-09", holds, f"trustee {trustee}"):
            self.confirmed.add(trustee)

    def rehearsal_holds(self, purpose, trustee, line_hash, body):
        """(4.4), (4.6): Q from the hash of an entry, D = x_j Q."""
        base, key = group.generator(purpose + line_hash, 0), self.key(trustee)
        challenge = transcript.rehearsal_challenge(
            purpose, self.manifest.election, trustee, key, base, body["D"], body["proof"]
        )
        return equality_holds(challenge, (group.G, base), (key, body["D"]), body["proof"])

    def judge_complaint(self, trustee, body, judged):
        """(4.5): who complains falsely is the culprit; an upheld complaint voids the ceremony, also if LOG-13 or LOG-14 refuses it."""
        report = self.report if judged else Report()
        dealer = self.deals.named.get(body["deal"])
        if dealer is None:  # LOG-01 over the body, or a deal that does not decode
            report.block("KEY-10", "KEY-11")
            return
        upheld = self.complaint_holds(trustee, dealer, self.deals.bodies[dealer], body)
        self.void = report.check("KEY-11", upheld, f"trustee {trustee}")

    def complaint_holds(self, trustee, dealer, deal, body):
        identity_key = self.manifest.trustees[trustee - 1]
        challenge = transcript.complaint_challenge(
            self.manifest.election, dealer, trustee, identity_key, deal["ephemeral"], body["S"], body["proof"]
        )
        bases, images = (group.G, deal["ephemeral"]), (identity_key, body["S"])
        proven = equality_holds(challenge, bases, images, body["proof"])
        return proven and not self.share_is_good(trustee, dealer, deal, body["S"])

    def share_is_good(self, trustee, dealer, deal, secret):
        """(4.2), opened with S = d_j E_i: it decrypts, is reduced, and fits the coefficients."""
        if len(deal["shares"]) < trustee:
            return False
        identity_key = self.manifest.trustees[trustee - 1]
        info = b"tabella/1/share" + group.u64le(dealer) + group.u64le(trustee) + deal["ephemeral"] + identity_key
        key = group.hkdf(secret, self.manifest.election, info)[:32]
        plaintext = group.open_sealed(key, deal["shares"][trustee - 1])
        if plaintext is None or len(plaintext) != 32:
            return False
        share = int.from_bytes(plaintext, "little")
        return share < ORDER and multiply_base(share) == evaluate(deal["coefficients"], trustee)

    def judge_liveness(self, entry, index, trustee, log, judged):
        """KEY-14 and KEY-16; like a confirmation it shows a live key even if LOG-13, LOG-14 or KEY-16 refuses it."""
        report, body = self.report if judged else Report(), entry.body
        named, hashes, opened = body["entry"], log.hashes, log.opened
        report.check("KEY-16", self.is_news(entry.at, index, trustee, named, log.signs_of_life), f"entry {index}")
        self.signs[trustee] = entry.at, named
        if self.key(trustee) is None:
            report.block("KEY-14")
            return
        in_range = self.confirmations.last_index <= named < index
        holds = in_range and self.rehearsal_holds(b"liveness", trustee, hashes[named], body)
        if report.check("KEY-14", holds, f"trustee {trustee}") and opened is not None and named >= opened:
            self.live.add(trustee)

    def is_news(self, at, index, trustee, named, signs_of_life):
        """KEY-16: a minute and a newer entry since the trustee's last liveness proof, and not about a liveness proof."""
        before = self.signs.get(trustee)
        later = before is None or (at >= before[0] + SECONDS_BETWEEN_SIGNS and named > before[1])
        return later and (named >= index or named not in signs_of_life)

    # --- open and close ---

    def judge_election_key(self, announced, culprit):
        """KEY-12"""
        computed = self.election_key()
        if computed is None:
            self.report.block("KEY-12")
        else:
            ordinary = announced not in self.manifest.special_points
            self.report.check("KEY-12", announced == computed and ordinary, culprit)

    def judge_live_trustees(self, kind, culprit):
        """KEY-15: t live trustees at `open` and at `close`; it is blocked if what could not be judged might make them enough."""
        live, maybe = (self.confirmed, self.maybe_confirmed) if kind == "open" else (self.live, self.maybe_live)
        enough = len(live) >= self.manifest.threshold
        if not enough and (maybe or not self.deals.complete()):
            self.report.block("KEY-15")
        else:
            self.report.check("KEY-15", enough, culprit)
