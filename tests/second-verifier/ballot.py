"""Ballots: shape, binding, re-voting (BAL) and the ballot argument (PRF)."""

import group
import transcript
from group import ORDER, H, add, combine, multiply, multiply_base, powers

NO_BALLOT_BEFORE = bytes(32)
ARGUMENT = ["PRF-01", "PRF-02", "PRF-03", "PRF-04", "PRF-05"]


class Ballots:
    """The ballots of the log."""

    def __init__(self, manifest, roll, report):
        self.manifest, self.roll, self.report = manifest, roll, report
        self.election_key = None
        self.fingerprint = None
        self.unreadable = False
        self.highest = {}  # by author the ballot with the highest sequence, the first of two
        self.alphas = set()

    def take_unreadable(self):
        self.unreadable = True

    def take(self, entry, judged, culprit):
        """Judges a ballot if nothing forbids it, and takes it into account."""
        body = entry.body
        shaped = self.shaped(body)
        if judged:
            self.judge_binding(entry, culprit)
            self.judge_alphas(body, culprit)
            window = self.manifest.body["opening"] <= entry.at < self.manifest.body["closing"]
            self.report.check("BAL-07", window, culprit)
            self.judge_argument(entry, shaped, culprit)
        self.alphas.update(ciphertext["alpha"] for ciphertext in body["ciphertexts"])
        highest = self.highest.get(entry.author)
        if highest is None or body["sequence"] > highest.body["sequence"]:
            self.highest[entry.author] = entry

    def plan(self, body):
        """The plan of the style that the ballot names, or None."""
        plans = self.manifest.plans
        return plans[body["style"]] if body["style"] < len(plans) else None

    def shaped(self, body):
        plan = self.plan(body)
        shape = (len(body["ciphertexts"]), len(body["proof"]["f"]))
        return plan is not None and shape == (len(plan.ciphertexts), plan.bits)

    def judge_binding(self, entry, culprit):
        """BAL-01, BAL-02, BAL-04, BAL-05."""
        body, row = entry.body, self.roll.rows.get(entry.author)
        if row is None and self.roll.unreadable:
            self.report.block("BAL-01", "BAL-02")
        elif self.report.check("BAL-01", row is not None, culprit):
            self.report.check("BAL-02", body["style"] == row["style"], culprit)
        if row is None:
            return
        if self.unreadable:
            self.report.block("BAL-04", "BAL-05")
            return
        before = self.highest.get(entry.author)
        sequence, tracker = (before.body["sequence"] + 1, before.digest) if before else (0, NO_BALLOT_BEFORE)
        if self.report.check("BAL-04", body["sequence"] == sequence, culprit):
            self.report.check("BAL-05", body["previous"] == tracker, culprit)

    def judge_alphas(self, body, culprit):
        """BAL-06"""
        alphas = [ciphertext["alpha"] for ciphertext in body["ciphertexts"]]
        self.report.check("BAL-06", len(set(alphas)) == len(alphas) and not self.alphas & set(alphas), culprit)

    def judge_argument(self, entry, shaped, culprit):
        """BAL-03, then PRF-01 to PRF-05."""
        plan = self.plan(entry.body)
        if plan is None:
            self.report.block(*ARGUMENT)
            self.report.block("BAL-03")
        elif self.report.check("BAL-03", shaped, culprit):
            if self.election_key is None:
                self.report.block(*ARGUMENT)
            else:
                failing = failing_equations(plan, self.election_key, self.fingerprint, entry.author, entry.body)
                for name in ARGUMENT:
                    self.report.check(name, name not in failing, culprit)

    def counted(self):
        """Pairs of row and ballot (6.1), one for each credential whose highest ballot has the shape of its style."""
        ballots = [(self.roll.rows.get(author), entry.body) for author, entry in self.highest.items()]
        return [(row, body) for row, body in ballots if row is not None and self.shaped(body)]


def failing_equations(plan, election_key, fingerprint, author, body):
    """(5.4) to (5.7): the ids of the equations that fail. All of (5.4), (5.5), (5.6) failing is a foreign transcript (PRF-01)."""
    proof, f = body["proof"], body["proof"]["f"]
    y, theta, x = transcript.ballot_challenges(fingerprint, author, body)
    ys = powers(y, max(plan.bits, len(plan.ciphertexts)))
    alphas, betas = ([ciphertext[half] for ciphertext in body["ciphertexts"]] for half in ("alpha", "beta"))
    y_ciphertexts = ys[: len(plan.ciphertexts)]

    opened = add(multiply(proof["z1"], H), combine(f, group.bit_generators(plan.bits)))
    commitment_holds = add(multiply(x, proof["V"]), proof["A"]) == opened

    products = sum(power * response * (x - response) for power, response in zip(ys, f, strict=False))
    bits_hold = add(multiply(x, proof["B"]), proof["D"]) == add(multiply(proof["z2"], H), multiply_base(products))

    values = sum(power * f[bit - 1] for power, bit in zip(y_ciphertexts, plan.ciphertexts, strict=True))
    first_half = add(multiply(x, combine(y_ciphertexts, alphas)), proof["R_1"]) == multiply_base(proof["z3"])
    second_sum = add(multiply(proof["z3"], election_key), multiply_base(values))
    second_half = add(multiply(x, combine(y_ciphertexts, betas)), proof["R_2"]) == second_sum

    gamma = 0
    for power, constraint in zip(powers(theta, len(plan.constraints)), plan.constraints, strict=True):
        weighted = sum(coefficient * f[bit - 1] for bit, coefficient in constraint.terms)
        gamma += power * (weighted - x * constraint.constant)
    constraints_hold = gamma % ORDER == proof["gamma"]

    if not (commitment_holds or bits_hold or first_half or second_half):
        return {"PRF-01"}
    verdicts = {
        "PRF-02": commitment_holds,
        "PRF-03": bits_hold,
        "PRF-04": first_half and second_half,
        "PRF-05": constraints_hold,
    }
    return {name for name, holds in verdicts.items() if not holds}
