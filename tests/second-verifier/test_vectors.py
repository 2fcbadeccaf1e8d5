"""Runs every file of tests/vectors: `python3 -m unittest test_vectors` in this folder."""

import hashlib
import json
import pathlib
import unittest
import unittest.mock

import pysodium

import bech32m
import encoding
import group
import texts
from ballot import failing_equations
from ceremony import Ceremony
from checkpoint import Checkpoint, Malformed, Receipt, leaf_hash, root, root_from_path, roots_from_nodes
from encoding import Fault, base64url, from_base64url
from manifest import Manifest
from plan import Plan, weights
from report import Report
from roll import Roll
from statement import BODIES, decode_statement, read_json, sha256
from tally import Counting, Tally
from transcript import Transcript

VECTORS = pathlib.Path(__file__).resolve().parent.parent / "vectors"


def load(name):
    return json.loads((VECTORS / name).read_text("utf-8"))


def number(text):
    return int.from_bytes(from_base64url(text), "little")


def body_of(kind, text):
    return BODIES[kind](read_json(text.encode()))


def fault_of(decode, value):
    """The id with which a decoder refuses, or None."""
    try:
        decode(value)
    except Fault as fault:
        return fault.check
    return None


def transcripts_in(value):
    """Every transcript that a vector file holds."""
    if isinstance(value, dict) and "purpose" in value:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from transcripts_in(inner)


class Transcripts(unittest.TestCase):
    def test_every_transcript_replays(self):
        seen = set()
        for path in sorted(VECTORS.glob("*.json")):
            for vector in transcripts_in(load(path.name)):
                seen.add(vector["purpose"])
                replay = Transcript.new(vector["purpose"].encode())
                items = iter(vector["items"])
                absorbed = 0
                for challenge in vector["challenges"]:
                    for item in (next(items) for _ in range(challenge["after"] - absorbed)):
                        replay.message(item["label"].encode(), bytes.fromhex(item["bytes"]))
                    absorbed = challenge["after"]
                    scalar = replay.challenge(challenge["label"].encode())
                    self.assertEqual(base64url(group.scalar_bytes(scalar)), challenge["scalar"])
        self.assertEqual(
            seen, {"signature", "possession", "rehearsal", "liveness", "complaint", "ballot", "decryption"}
        )


class Generators(unittest.TestCase):
    def test_every_generator(self):
        vectors = load("generators.json")
        entry = from_base64url(vectors["hash"])
        self.assertEqual(base64url(group.G), vectors["G"])
        labels = {
            "H": (b"H", 0),
            "Q of a rehearsal": (b"rehearsal" + entry, 0),
            "Q of a sign of life": (b"liveness" + entry, 0),
        }
        labels |= {f"K_{index}": (b"K", index) for index in range(1, 9)}
        for vector in vectors["generators"]:
            label = labels.pop(vector["name"])
            self.assertEqual(hashlib.sha512(bytes.fromhex(vector["input"])).hexdigest(), vector["sha512"])
            self.assertEqual(group.generator_hash(*label).hex(), vector["sha512"])
            self.assertEqual(base64url(group.generator(*label)), vector["point"])
        self.assertFalse(labels)


class Encoding(unittest.TestCase):
    def test_every_value(self):
        vectors = load("encoding.json")
        decoders = {
            "hashes": encoding.hash32,
            "points": encoding.point,
            "scalars": encoding.scalar,
            "texts": encoding.text,
            "paragraphs": encoding.description,
            "languages": encoding.tag,
            "addresses": encoding.address,
            "statements": lambda text: decode_statement(text.encode()),
        }
        for family, decode in decoders.items():
            for what, value, expected in vectors.pop(family):
                with self.subTest(family=family, what=what):
                    self.assertEqual(fault_of(decode, value), expected)
        for what, start, repeated, times, end, expected in vectors.pop("limits"):
            with self.subTest(what=what):
                self.assertEqual(fault_of(decode_statement, (start + repeated * times + end).encode()), expected)
        for vector in vectors.pop("same_texts"):
            for text in vector["texts"]:
                with self.subTest(text=text):
                    self.assertEqual(texts.comparison_key(text), vector["key"])
        self.assertFalse(vectors)

    def test_assigned_characters(self):
        """(1.4): the table of the vectors is that of the library."""
        vectors = load("unicode.json")
        self.assertEqual(vectors["version"], texts.unicodedata.unidata_version)
        listed = {code for low, high in vectors["assigned"] for code in range(low, high + 1)}
        assigned = {code for code in range(0x110000) if texts.unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")}
        self.assertEqual(listed, assigned)


class Plans(unittest.TestCase):
    def plan(self, vector):
        return Plan.of([(contest["options"], contest["rule"]["choice"]) for contest in vector["contests"]])

    def test_weights(self):
        for vector in load("plans.json")["weights"]:
            self.assertEqual(weights(vector["d"]), vector["weights"])

    def test_plans(self):
        for vector in load("plans.json")["plans"]:
            plan = self.plan(vector)
            self.assertEqual(plan.bits, vector["bits"])
            self.assertEqual([{"first_bit": bit, "weights": [1]} for bit in plan.ciphertexts], vector["ciphertexts"])
            for constraint, expected in zip(plan.constraints, vector["constraints"], strict=True):
                coefficients = dict(constraint.terms)
                self.assertEqual([coefficients.get(bit, 0) for bit in range(1, plan.bits + 1)], expected["bits"])
                self.assertEqual(constraint.constant, expected["constant"])
            for selection in vector["selections"]:
                bits = selection["bits"]
                self.assertEqual([bits[bit - 1] for bit in plan.ciphertexts], selection["selections"])
                for constraint in plan.constraints:
                    value = sum(coefficient * bits[bit - 1] for bit, coefficient in constraint.terms)
                    self.assertEqual(value, constraint.constant)

    def test_broken_selections_have_no_bits(self):
        for vector in load("plans.json")["refused"]:
            plan = self.plan(vector)
            chosen = dict(zip(plan.ciphertexts, vector["selections"], strict=True))
            constraint = plan.constraints[vector["broken_contest"]]
            slack = [weight for bit, weight in constraint.terms if bit not in chosen]
            used = sum(weight * chosen[bit] for bit, weight in constraint.terms if bit in chosen)
            honest = all(chosen[bit] in (0, 1) for bit, _ in constraint.terms if bit in chosen)
            self.assertFalse(honest and 0 <= constraint.constant - used <= sum(slack))


class Signatures(unittest.TestCase):
    def test_signature(self):
        vectors = load("signature.json")
        statement = decode_statement(vectors["statement"].encode())
        self.assertTrue(statement.signature_holds())
        self.assertEqual(base64url(statement.digest), vectors["digest"])
        self.assertEqual(sha256(b"tabella/1/statement" + vectors["unsigned"].encode()), statement.digest)
        self.assertEqual(base64url(group.multiply_base(number(vectors["x"]))), vectors["author"])
        self.assertEqual(base64url(group.multiply_base(number(vectors["nonce"]))), vectors["R"])
        transcript = Transcript.new(b"signature")
        transcript.message(b"author", statement.author)
        transcript.message(b"digest", statement.digest)
        transcript.message(b"witness", from_base64url(vectors["x"]))
        self.assertEqual(transcript.challenge(b"nonce"), number(vectors["nonce"]))
        s = (number(vectors["nonce"]) + number(vectors["c"]) * number(vectors["x"])) % group.ORDER
        self.assertEqual(s, number(vectors["s"]))
        for what, line, expected in vectors["refused"]:
            with self.subTest(what=what):
                self.assertEqual(expected, ["LOG-13"])
                self.assertFalse(decode_statement(line.encode()).signature_holds())


class Ballots(unittest.TestCase):
    def setUp(self):
        self.vectors = load("ballot.json")
        manifest = decode_statement(self.vectors["manifest"].encode())
        self.assertTrue(manifest.signature_holds())
        self.assertEqual(base64url(manifest.digest), self.vectors["election"])
        self.manifest = Manifest(manifest)
        self.phi, self.election_key = from_base64url(self.vectors["phi"]), from_base64url(self.vectors["Y"])

    def failing(self, line):
        statement = decode_statement(line.encode())
        self.assertTrue(statement.signature_holds())
        plan = self.manifest.plans[statement.body["style"]]
        return failing_equations(plan, self.election_key, self.phi, statement.author, statement.body)

    def test_code(self):
        election = from_base64url(self.vectors["election"])
        code = bech32m.decode_code(self.vectors["code"], election)
        x = group.wide(group.hkdf(code.encode(), election, b"tabella/1/credential"))
        self.assertEqual(x, number(self.vectors["x"]))
        self.assertEqual(base64url(group.multiply_base(x)), self.vectors["credential"])
        self.assertEqual(bech32m.encode_hash("fingerprint", self.phi), self.vectors["fingerprint"])

    def test_ballots(self):
        for vector in self.vectors["ballots"]:
            statement = decode_statement(vector["statement"].encode())
            self.assertEqual(self.failing(vector["statement"]), set())
            self.assertEqual(base64url(statement.digest), vector["tracker"])
            self.assertEqual(bech32m.encode_hash("tracker", statement.digest), vector["tracker_text"])
            self.check_secrets(vector, statement.body)

    def check_secrets(self, vector, body):
        """(5.10), (5.1), (5.3): the secrets follow from the seed, and the ballot from the secrets."""
        secrets, seed = vector["secrets"], bytes.fromhex(vector["seed"])
        salt = hashlib.sha512(bytes.fromhex(secrets["salt_input"])).digest()
        self.assertEqual(salt.hex(), secrets["salt"])
        infos = {(name, None): name.encode() for name in ("r_V", "s", "t", "u", "rho")}
        infos |= {("r", place): b"r" + group.u64le(place + 1) for place in range(len(secrets["r"]))}
        infos |= {("a", place): b"a" + group.u64le(place + 1) for place in range(len(secrets["a"]))}
        for (name, place), info in infos.items():
            expected = secrets[name] if place is None else secrets[name][place]
            self.assertEqual(group.wide(group.hkdf(seed, salt, b"tabella/1/ballot/" + info)), number(expected))
        bits, masks = secrets["bits"], list(map(number, secrets["a"]))
        for cipher, r, value in zip(body["ciphertexts"], map(number, secrets["r"]), vector["selections"], strict=True):
            self.assertEqual(cipher["alpha"], group.multiply_base(r))
            masked = group.add(group.multiply(r, self.election_key), group.multiply_base(value))
            self.assertEqual(cipher["beta"], masked)
        x, proof, keys = number(vector["x"]), body["proof"], group.bit_generators(len(bits))
        self.assertEqual(
            proof["V"], group.add(group.multiply(number(secrets["r_V"]), group.H), group.combine(bits, keys))
        )
        self.assertEqual(
            proof["A"], group.add(group.multiply(number(secrets["s"]), group.H), group.combine(masks, keys))
        )
        self.assertEqual(proof["f"], [(bit * x + mask) % group.ORDER for bit, mask in zip(bits, masks, strict=True)])
        ys = group.powers(number(vector["y"]), len(bits))
        linear = sum(y * mask * (1 - 2 * bit) for y, mask, bit in zip(ys, masks, bits, strict=True))
        square = -sum(y * mask * mask for y, mask in zip(ys, masks, strict=True))
        for name, secret, value in (("B", "t", linear), ("D", "u", square)):
            point = group.add(group.multiply(number(secrets[secret]), group.H), group.multiply_base(value))
            self.assertEqual(proof[name], point)

    def test_refused(self):
        for what, line, expected in self.vectors["refused"]:
            with self.subTest(what=what):
                self.assertEqual(sorted(self.failing(line)), expected)

    def test_challenged(self):
        challenged = self.vectors["challenged"]
        opening = json.loads(challenged["opening"])
        self.assertEqual(encoding.canonical(read_json(challenged["opening"].encode())), challenged["opening"])
        self.assertEqual(opening["election"], self.vectors["phi"])
        self.assertEqual(opening["author"], self.vectors["credential"])


class CeremonyVectors(unittest.TestCase):
    def setUp(self):
        self.vectors = load("ceremony.json")
        self.election = from_base64url(self.vectors["election"])
        self.manifest = unittest.mock.Mock(
            election=self.election,
            threshold=self.vectors["threshold"],
            trustees=[from_base64url(trustee["T"]) for trustee in self.vectors["trustees"]],
        )
        self.report = Report()
        self.ceremony = Ceremony(self.manifest, self.report)

    def take(self, kind, text, trustee, line_hash):
        entry = unittest.mock.Mock(kind=kind, body=body_of(kind, text))
        self.ceremony.take(entry, 0, from_base64url(line_hash), trustee, judged=True)

    def run_until_deals(self, replaced=None):
        vectors = self.vectors
        for trustee in vectors["trustees"]:
            self.take("key-commitment", trustee["commitment"], trustee["index"], vectors["last_commitment"])
        for trustee in vectors["trustees"]:
            deal, line_hash = (replaced or {}).get(trustee["index"], (trustee["deal"], vectors["last_deal"]))
            self.take("key-deal", deal, trustee["index"], line_hash)

    def test_ceremony(self):
        vectors = self.vectors
        self.run_until_deals()
        self.assertEqual(base64url(self.ceremony.election_key()), vectors["Y"])
        self.assertEqual([base64url(self.ceremony.key(trustee)) for trustee in (1, 2, 3)], vectors["X"])
        for trustee in vectors["trustees"]:
            self.take("key-confirmation", trustee["confirmation"], trustee["index"], vectors["last_deal"])
        for trustee in vectors["trustees"]:
            sign = unittest.mock.Mock(at=0, body=body_of("liveness", trustee["liveness"]))
            hashes = [bytes(32)] * 9 + [from_base64url(trustee["liveness_entry"])]
            log = unittest.mock.Mock(hashes=hashes, opened=9, signs_of_life=set())
            self.ceremony.judge_liveness(sign, 10, trustee["index"], log, judged=True)
        self.assertEqual(self.report.failed(), {})
        self.assertEqual(self.ceremony.confirmed, {1, 2, 3})
        self.assertEqual(self.ceremony.live, {1, 2, 3})

    def test_secrets(self):
        """(4.) and (4.2): what a trustee derives from its seed, and every encrypted share."""
        for trustee in self.vectors["trustees"]:
            seed = bytes.fromhex(trustee["seed"])
            a = [
                group.wide(group.hkdf(seed, self.election, b"tabella/1/coefficient" + group.u64le(k))) for k in range(2)
            ]
            d = group.wide(group.hkdf(seed, b"", b"tabella/1/identity"))
            e = group.wide(group.hkdf(seed, self.election, b"tabella/1/ephemeral"))
            self.assertEqual(a, list(map(number, trustee["a"])))
            self.assertEqual((d, e), (number(trustee["d"]), number(trustee["e"])))
            self.assertEqual(base64url(group.multiply_base(d)), trustee["T"])
            for share in trustee["shares"]:
                identity_key = from_base64url(self.vectors["trustees"][share["to"] - 1]["T"])
                secret = group.multiply(e, identity_key)
                self.assertEqual(base64url(secret), share["S"])
                numbers = group.u64le(trustee["index"]) + group.u64le(share["to"])
                info = b"tabella/1/share" + numbers + group.multiply_base(e) + identity_key
                key = group.hkdf(secret, self.election, info)[:32]
                self.assertEqual(key.hex(), share["key"])
                plaintext = group.scalar_bytes(a[0] + a[1] * share["to"])
                self.assertEqual(base64url(plaintext), share["f"])
                sealed = pysodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, None, bytes(12), key)
                self.assertEqual(base64url(sealed), share["ciphertext"])

    def test_complaints(self):
        for name in ("complaint", "false_complaint"):
            with self.subTest(name=name):
                self.setUp()
                vector = self.vectors[name]
                complaint = body_of("key-complaint", vector["complaint"])
                self.run_until_deals({vector["dealer"]: (vector["deal"], base64url(complaint["deal"]))})
                self.ceremony.judge_complaint(vector["trustee"], complaint, True)
                self.assertEqual(self.ceremony.void, vector["upheld"])
                expected = {} if vector["upheld"] else {"KEY-11": [f"trustee {vector['trustee']}"]}
                self.assertEqual(self.report.failed(), expected)


class Tallies(unittest.TestCase):
    def setUp(self):
        self.vectors = load("tally.json")
        manifest = decode_statement(self.vectors["manifest"].encode())
        self.manifest, self.report = Manifest(manifest), Report()
        self.keys = [from_base64url(key) for key in load("ceremony.json")["X"]]

    def tally(self, vector, close):
        roll = Roll(self.manifest, self.report)
        roll.weight = sum(ballot["weight"] for ballot in vector["ballots"])
        counted = []
        for ballot in vector["ballots"]:
            ciphertexts = [
                {half: from_base64url(cipher[half]) for half in ("alpha", "beta")} for cipher in ballot["ciphertexts"]
            ]
            counted.append((ballot, {"style": ballot["style"], "ciphertexts": ciphertexts}))
        return Tally(self.manifest, roll, counted, from_base64url(self.vectors["phi"]), from_base64url(close))

    def check(self, vector, expected, close):
        tally = self.tally(vector, close)
        slots = [slot for contest in expected["contests"] for slot in contest["slots"]]
        self.assertEqual(
            [{"alpha": base64url(slot.alpha), "beta": base64url(slot.beta)} for slot in tally.slots], slots
        )
        outcomes = {contest["contest"]: contest["outcome"] for contest in expected["contests"]}
        self.assertEqual(tally.empty, [name for name, outcome in outcomes.items() if outcome == "empty"])
        self.assertEqual(tally.withheld, [name for name, outcome in outcomes.items() if outcome == "withheld"])
        self.assertEqual((tally.count, tally.weight), (expected["count"], expected["weight"]))
        self.assertEqual(base64url(tally.tau), expected["tau"])
        self.assertEqual(hashlib.sha256(bytes.fromhex(expected["tau_input"])).digest(), tally.tau)
        ceremony = unittest.mock.Mock(manifest=self.manifest, key=lambda trustee: self.keys[trustee - 1])
        counting = Counting(tally, ceremony, self.report)
        for share in expected["shares"]:
            counting.take_share(share["trustee"], body_of("decryption-share", share["share"]), judged=True)
        self.assertEqual(sorted(counting.valid), expected["S"])
        factors = [group.lagrange(expected["S"], trustee) for trustee in expected["S"]]
        self.assertEqual(factors, list(map(number, expected["lambda"])))
        decrypted = tally.decrypt(counting.valid)
        self.assertEqual(list(map(base64url, decrypted)), expected["M"])
        self.assertEqual(list(map(group.multiply_base, expected["totals"])), decrypted)
        counting.judge_result(body_of("result", expected["result"]), "entry 9")
        self.assertEqual(self.report.failed(), {})
        self.assertEqual(self.report.refused_shares, {})

    def test_tally(self):
        self.check(self.vectors, self.vectors["tally"], self.vectors["close"])

    def test_cancelling(self):
        vector = self.vectors["cancelling"]
        self.check(vector, vector["tally"], vector["close"])


class Notes(unittest.TestCase):
    """Annex A.1 to A.3."""

    def setUp(self):
        self.vectors = load("note.json")
        keys = [{"name": party["name"], "key": from_base64url(party["key"])} for party in self.vectors["witnesses"]]
        board = {"name": self.vectors["board"]["name"], "key": from_base64url(self.vectors["board"]["key"])}
        self.trust = unittest.mock.Mock(origin=self.vectors["origin"], board=board, witnesses={"keys": keys})

    def faults(self, checkpoint):
        """Of LOG-03 and LOG-04 the one that fails."""
        if checkpoint.origin != self.trust.origin:
            return ["LOG-03"]
        return [] if checkpoint.board_signature_holds(self.trust) else ["LOG-04"]

    def faults_of_note(self, text):
        try:
            return self.faults(Checkpoint.read(text.encode()))
        except Malformed:
            return ["LOG-03"]

    def faults_of_receipt(self, text):
        try:
            receipt = Receipt.read(text.encode())
        except Malformed:
            return ["RCP-01"]
        checkpoint, found = receipt.checkpoint, self.faults(receipt.checkpoint)
        leaf = leaf_hash(receipt.line)
        if root_from_path(leaf, receipt.index, checkpoint.size, receipt.path) != checkpoint.root:
            found.append("LOG-09")
        return [*found, "RCP-01"] if found else []

    def test_notes(self):
        for what, note, expected in self.vectors["notes"]:
            with self.subTest(what=what):
                self.assertEqual(self.faults_of_note(note), expected)

    def test_cosignatures(self):
        for what, note, expected in self.vectors["cosigned"]:
            with self.subTest(what=what):
                times = Checkpoint.read(note.encode()).times(self.trust)
                self.assertEqual([witness["name"] for witness, held, _ in times if held], expected)

    def test_receipts(self):
        for what, receipt, expected in self.vectors["receipts"]:
            with self.subTest(what=what):
                self.assertEqual(self.faults_of_receipt(receipt), expected)


class Proofs(unittest.TestCase):
    """Annex A.4 and A.5."""

    def test_roots_and_inclusion(self):
        vectors = load("proofs.json")
        leaves = list(map(from_base64url, vectors["leaves"]))
        roots = list(map(from_base64url, vectors["roots"]))
        self.assertEqual([leaf_hash(line.encode()) for line in vectors["lines"]], leaves)
        self.assertEqual([root(leaves[:size]) for size in range(len(roots))], roots)
        for index, size, path in vectors["inclusion"]:
            with self.subTest(index=index, size=size):
                path = list(map(from_base64url, path))
                self.assertEqual(root_from_path(leaves[index], index, size, path), roots[size])
        for what, leaf, index, size, expected, path in vectors["inclusion_refused"]:
            with self.subTest(what=what):
                led_to = root_from_path(from_base64url(leaf), index, size, list(map(from_base64url, path)))
                self.assertNotEqual(led_to, from_base64url(expected))

    def test_consistency(self):
        vectors = load("proofs.json")
        roots = list(map(from_base64url, vectors["roots"]))
        for before, size, nodes in vectors["consistency"]:
            with self.subTest(before=before, size=size):
                led_to = roots_from_nodes(before, size, list(map(from_base64url, nodes)))
                self.assertEqual(led_to, (roots[before], roots[size]))
        for what, before, size, nodes in vectors["consistency_refused"]:
            with self.subTest(what=what):
                led_to = roots_from_nodes(before, size, list(map(from_base64url, nodes)))
                self.assertNotEqual(led_to, (roots[before], roots[size]))


class Texts(unittest.TestCase):
    def test_texts(self):
        vectors = load("text.json")
        data = from_base64url(vectors["bytes"])
        for vector in vectors["shown"]:
            self.assertEqual(bech32m.encode_hash(vector["kind"], data), vector["text"])
        for what, text, refused in vectors["read"]:
            with self.subTest(what=what):
                self.assertEqual(bech32m.decode_hash("tracker", text), None if refused else data)

    def test_codes(self):
        codes = load("text.json")["codes"]
        election = from_base64url(codes["election"])
        self.assertEqual(bech32m.encode_code(bytes.fromhex(codes["random"]), election), codes["code"])
        for what, text, refused in codes["read"]:
            with self.subTest(what=what):
                code = bech32m.decode_code(text, election)
                self.assertEqual(code is None, refused is not None)
        x = group.wide(
            group.hkdf(bech32m.decode_code(codes["code"], election).encode(), election, b"tabella/1/credential")
        )
        self.assertEqual(x, number(codes["x"]))
        self.assertEqual(base64url(group.multiply_base(x)), codes["credential"])


if __name__ == "__main__":
    unittest.main()
