"""The Merkle tree (RFC 6962), checkpoints and cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature), receipts (tlog-proof)."""

import dataclasses
import re

import group
from encoding import LONGEST_LINE, from_base64
from statement import sha256

LONGEST_NOTE, MOST_SIGNATURES, LONGEST_PATH = 2**20, 64, 63
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # without newlines
DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")
NOTE_KEY, COSIGNATURE_KEY = b"\x01", b"\x04"


class Malformed(Exception):
    """A text that is not a checkpoint, or not a receipt."""


# --- tree -----------------------------------------------------------------------------------------------------------------------


def leaf_hash(line):
    """The hash of an entry (2.1)."""
    return sha256(b"\x00" + line)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def root(leaves):
    """The root of RFC 6962 over leaf hashes: the left subtree is the largest full one."""
    if not leaves:
        return sha256(b"")
    level = list(leaves)
    while len(level) > 1:
        pairs = [node_hash(level[place], level[place + 1]) for place in range(0, len(level) - 1, 2)]
        level = pairs + level[2 * len(pairs) :]
    return level[0]


def root_from_path(leaf, index, size, path):
    """The root that an inclusion path leads to, or None if its length is not exact (LOG-09)."""
    if index >= size:
        return None
    last, rest = size - 1, list(path)
    while last:
        if index % 2 or index < last:
            if not rest:
                return None
            sibling = rest.pop(0)
            leaf = node_hash(sibling, leaf) if index % 2 else node_hash(leaf, sibling)
        index, last = index // 2, last // 2
    return None if rest else leaf


def roots_from_nodes(before, size, nodes):
    """The roots over the first leaves and over all that nodes give (A.5), or None if their number is not exact."""
    if before > size or not nodes:
        return None
    old = new = nodes[0]
    node = last = 0
    if 0 < before < size:
        node, last = before - 1, size - 1
        while node % 2:
            node, last = node // 2, last // 2
    for sibling in nodes[1:]:
        if last == 0:
            return None
        if node % 2 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node % 2 == 0 and node:
                node, last = node // 2, last // 2
        else:
            new = node_hash(new, sibling)
        node, last = node // 2, last // 2
    if last:
        return None
    return old if before else root([]), new


# --- signed notes ---------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Checkpoint:
    """A signed note with the form of a checkpoint. Signatures are triples of key name, key id and bytes."""

    text: bytes
    origin: str
    size: int
    root: bytes
    signatures: list

    @classmethod
    def read(cls, data):
        """The form of (2.2): origin, canonical size, root, no extension lines, then signatures."""
        try:
            note = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed from None
        if len(data) > LONGEST_NOTE or CONTROL.search(note):
            raise Malformed
        text, separator, signed = note.rpartition("\n\n")
        lines = text.split("\n")
        if not separator or not signed.endswith("\n") or len(lines) != 3:
            raise Malformed
        origin, size, root_text = lines
        root_bytes = from_base64(root_text)
        if not origin or not DECIMAL.fullmatch(size) or int(size) >= 2**63 or root_bytes is None or len(root_bytes) != 32:
            raise Malformed
        signature_lines = signed[:-1].split("\n")
        if len(signature_lines) > MOST_SIGNATURES:
            raise Malformed
        signatures = list(map(signature_line, signature_lines))
        return cls((text + "\n").encode(), origin, int(size), root_bytes, signatures)

    def under(self, key_name, kind, key):
        """The signatures that a key must have made: its name and its key id."""
        key_id = sha256(key_name.encode() + b"\n" + kind + key)[:4]
        return [signature for name, id_, signature in self.signatures if (name, id_) == (key_name, key_id)]

    def board_signature_holds(self, trust):
        """LOG-04"""
        key = trust.board["key"]
        signatures = self.under(trust.origin, NOTE_KEY, key)
        return bool(signatures) and all(group.ed25519_holds(key, self.text, signature) for signature in signatures)

    def times(self, trust):
        """For every trusted witness the times of its cosignatures that hold (A.2), and how many do not."""
        for witness in trust.witnesses["keys"]:
            signatures = self.under(witness["name"], COSIGNATURE_KEY, witness["key"])
            times = [self.cosigned_at(witness["key"], signature) for signature in signatures]
            yield witness, [time for time in times if time is not None], times.count(None)

    def cosigned_at(self, key, signature):
        """The time of a cosignature, or None if it does not hold."""
        time = int.from_bytes(signature[:8], "big")
        message = b"cosignature/v1\ntime %d\n" % time + self.text
        holds = len(signature) == 72 and time < 2**63 and group.ed25519_holds(key, message, signature[8:])
        return time if holds else None


def signature_line(line):
    """`— name base64` of a signed note."""
    match = re.fullmatch(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)", line)
    signature = from_base64(match.group(2)) if match else None
    if signature is None or len(signature) < 5:
        raise Malformed
    return match.group(1), signature[:4], signature[4:]


# --- the checkpoint of a record -------------------------------------------------------------------------------------------------


def judge_final(data, trust, leaves, dates, report):
    """LOG-02 to LOG-06 for the checkpoint of the record. `dates` are pairs of index and `at` of the entries that decode."""
    try:
        checkpoint = Checkpoint.read(data)
    except Malformed:
        report.fail("LOG-03", "board")
        report.block("LOG-02", "LOG-04", "LOG-05", "LOG-06")
        return
    matches = checkpoint.size == len(leaves) and checkpoint.root == root(leaves)
    report.check("LOG-02", matches, "board")
    judge_board(checkpoint, trust, "board", report)
    judge_quorum(checkpoint, trust, dates, report)
    judge_times(checkpoint, trust, dates, report, final=True)


def judge_board(checkpoint, trust, culprit, report):
    """LOG-03 (origin) and LOG-04, which it blocks: whether both hold."""
    if report.check("LOG-03", checkpoint.origin == trust.origin, culprit):
        return report.check("LOG-04", checkpoint.board_signature_holds(trust), culprit)
    report.block("LOG-04")
    return False


def judge_quorum(checkpoint, trust, dates, report):
    """LOG-05: the cosignatures that count (2.2), by distinct keys."""
    earliest, _ = possible_times(checkpoint, trust.tolerance, dates, final=True)
    counting = {witness["key"] for witness, times, _ in checkpoint.times(trust) if any(time >= earliest for time in times)}
    report.check("LOG-05", len(counting) >= trust.witnesses["quorum"], "board")


def possible_times(checkpoint, tolerance, dates, final):
    """The earliest and latest time of a cosignature that does not contradict the record (2.2)."""
    before = [at for index, at in dates if final or index < checkpoint.size]
    after = [] if final else [at for index, at in dates if index >= checkpoint.size]
    return max(before, default=0) - tolerance, min(after, default=2**63) + tolerance


def judge_times(checkpoint, trust, dates, report, final=False):
    """LOG-06: whether a quorum of witnesses contradicts the record on this one checkpoint; and remarks about what does not count."""
    earliest, latest = possible_times(checkpoint, trust.tolerance, dates, final)
    contradicting = set()
    for witness, times, broken in checkpoint.times(trust):
        if broken:
            report.remarks.append(f"a cosignature under the name {witness['name']} does not hold")
        if not all(earliest <= time <= latest for time in times):
            report.remarks.append(f"a cosignature of {witness['name']} says a time that contradicts the record")
            contradicting.add(witness["key"])
    quorum = trust.witnesses["quorum"]
    report.check("LOG-06", quorum == 0 or len(contradicting) < quorum, "board")


# --- receipts -------------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Receipt:
    """A `tlog-proof` whose extra data is the entry line (2.5)."""

    line: bytes
    index: int
    path: list
    checkpoint: Checkpoint

    @classmethod
    def read(cls, data):
        head, separator, note = data.partition(b"\n\n")
        form = re.fullmatch(
            rb"c2sp\.org/tlog-proof@v1\nextra ([^\n]+)\nindex (0|[1-9][0-9]{0,18})((?:\n[^\n]+)*)", head
        )
        if not separator or not form:
            raise Malformed
        extra, index, hashes = form.groups()
        line, *path = [from_base64_bytes(item) for item in (extra, *hashes.split(b"\n")[1:])]
        if int(index) >= 2**63 or len(line) > LONGEST_LINE or not is_utf8(line) or len(path) > LONGEST_PATH or any(len(item) != 32 for item in path):
            raise Malformed
        return cls(line, int(index), path, Checkpoint.read(note))


def is_utf8(data):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def from_base64_bytes(data):
    decoded = from_base64(data.decode("latin-1"))
    if decoded is None:
        raise Malformed
    return decoded
