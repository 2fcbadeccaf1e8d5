"""Evidence files (8.1): what one proves, to someone who has neither record nor board nor network (RCP-14).

Every step raises the `Fault` with the id that says why a file proves nothing.
"""

import dataclasses

from ceremony import Ceremony
from checkpoint import NOTE_KEY, Checkpoint, Malformed, Receipt, leaf_hash, root_from_path, roots_from_nodes
from encoding import (
    Fault,
    base64url,
    canonical,
    ed25519_key,
    hash32,
    integer,
    list_of,
    name,
    pairs_once,
    point_or_identity,
    record,
    require,
    string,
)
from group import IDENTITY
from manifest import Manifest
from report import Report
from statement import decode_entry, decode_statement, later, read_json, require_canonical
from tally import hash_of_tally, share_holds

LONGEST_EVIDENCE = 4_194_304


def pair_of(element):
    """A list of two."""

    def decode(value):
        values = list_of(element)(value)
        require(len(values) == 2, "ENC-02")
        return values

    return decode


statement = later  # as it stands; it is decoded when its turn comes
tally = record(
    close=hash32,
    count=integer,
    slots=list_of(record(alpha=point_or_identity, beta=point_or_identity)),
    weight=integer,
)
CASES = {
    "checkpoints": record(earlier=string, later=string, nodes=list_of(hash32)),
    "complaint": record(complaint=statement, deal=statement, manifest=statement),
    "receipt": record(checkpoint=string, leaf=hash32, path=list_of(hash32), receipt=string),
    "share": record(confirmation=statement, manifest=statement, open=statement, share=statement, tally=tally),
    "taus": record(manifest=statement, open=statement, shares=pair_of(statement)),
}


def case(value):
    """`{"<case>":{...}}`: one field, which says what happened."""
    decoded = []
    for key, inner in pairs_once(value):
        require(key in CASES, "REP-02")
        require(not decoded, "ENC-02")
        decoded = [key, CASES[key](inner)]
    require(decoded, "ENC-02")
    return decoded


file_fields = record(board=record(key=ed25519_key, name=name), case=case, election=hash32)


def judge_evidence(data, culprit):
    """The answer to a file: what it proves and against whom, or the first id that fails, for which the file is named."""
    try:
        check, accused = read_evidence(data).proves()
    except Fault as fault:
        return {"verdict": "not proven", "failed": {fault.check: [culprit]}}
    return {"verdict": "proven", "failed": {check: [accused]}}


def read_evidence(data):
    """Decodes the file as a whole; the statements in it are decoded where they are checked."""
    line = data.removesuffix(b"\n")
    tree = read_json(line, LONGEST_EVIDENCE)
    fields = file_fields(tree)
    require_canonical(tree, line)
    kind, content = fields["case"]
    return Evidence(fields["board"], fields["election"], kind, content)


@dataclasses.dataclass
class Evidence:
    """A decoded file. With `board` and `origin` it serves as the trust of its own notes: a reader compares both themselves."""

    board: dict
    election: bytes
    case: str
    content: dict

    @property
    def origin(self):
        return f"{self.board['name']}/{base64url(self.election)}"

    def proves(self):
        """The id that is proven, and whose fault it is."""
        return getattr(self, f"prove_{self.case}")(self.content)

    # --- the board ---

    def note(self, text):
        """A checkpoint that the board signed, and no one else."""
        try:
            checkpoint = Checkpoint.read(text.encode())
        except Malformed:
            raise Fault("LOG-03") from None
        return self.signed_by_board_alone(checkpoint)

    def signed_by_board_alone(self, checkpoint):
        require(checkpoint.origin == self.origin, "LOG-03")
        require(checkpoint.board_signature_holds(self), "LOG-04")
        own = checkpoint.under(self.origin, NOTE_KEY, self.board["key"])
        require(len(own) == len(checkpoint.signatures), "LOG-03")
        return checkpoint

    def prove_checkpoints(self, case):
        earlier, later = self.note(case["earlier"]), self.note(case["later"])
        roots = roots_from_nodes(earlier.size, later.size, case["nodes"])
        require(roots is not None and roots[1] == later.root, "LOG-10")
        require(roots[0] != earlier.root, "RCP-14")
        return "LOG-08", "board"

    def prove_receipt(self, case):
        try:
            receipt = Receipt.read(case["receipt"].encode())
        except Malformed:
            raise Fault("RCP-01") from None
        held = self.signed_by_board_alone(receipt.checkpoint)
        own_leaf = leaf_hash(receipt.line)
        require(root_from_path(own_leaf, receipt.index, held.size, receipt.path) == held.root, "LOG-09")
        other = self.note(case["checkpoint"])
        require(root_from_path(case["leaf"], receipt.index, other.size, case["path"]) == other.root, "LOG-09")
        require(case["leaf"] != own_leaf, "RCP-14")
        return "RCP-04", "board"

    # --- statements ---

    def manifest(self, tree):
        """The manifest of the election and the board that the file names."""
        said = signed(tree, "manifest")
        manifest = Manifest(said)
        require(manifest.version_known, "MAN-01")
        require(manifest.election == self.election, "MAN-02")
        require(manifest.body["board"] == self.board, "MAN-03")
        return manifest

    def opened(self, tree, fingerprint):
        """The entry `open` whose hash a trustee named."""
        entry = signed(tree, None, decode_entry)
        require(entry.kind == "open" and entry.election == self.election, "LOG-14")
        require(leaf_hash(bytes_of(tree)) == fingerprint, "LOG-14")

    def said_by_trustee(self, tree, manifest, kind, decode=decode_statement):
        """A statement of the ceremony by a trustee, with the number of the trustee."""
        said = signed(tree, kind, decode)
        trustee = manifest.trustee(said.author)
        require(trustee is not None, "LOG-12")
        require(said.election == self.election, "LOG-14")
        return said, trustee

    # --- the trustees ---

    def prove_share(self, case):
        manifest, tally = self.manifest(case["manifest"]), case["tally"]
        share, trustee = signed_share(case["share"], manifest)
        self.opened(case["open"], share.election)
        key = self.confirmed_key(case["confirmation"], share.author, trustee)
        pairs = [(slot["alpha"], slot["beta"]) for slot in tally["slots"]]
        tau = hash_of_tally(share.election, tally["close"], tally["count"], tally["weight"], pairs)
        require(tau == share.body["tau"], "TAL-01")
        alphas = [alpha for alpha, _ in pairs if alpha != IDENTITY]
        if len(share.body["D"]) != len(alphas):
            return "DEC-02", f"trustee {trustee}"
        require(not share_holds(alphas, trustee, key, share.body), "RCP-14")
        return "DEC-03", f"trustee {trustee}"

    def confirmed_key(self, tree, author, trustee):
        """X_i, as trustee i confirmed it."""
        said = signed(tree, "key-confirmation")
        require(said.author == author, "LOG-12")
        require(said.election == self.election, "LOG-14")
        require(len(said.body["X"]) >= trustee, "KEY-08")
        return said.body["X"][trustee - 1]

    def prove_taus(self, case):
        manifest = self.manifest(case["manifest"])
        (first, trustee), (second, other) = (signed_share(tree, manifest) for tree in case["shares"])
        require(trustee == other, "LOG-12")
        require(first.election == second.election, "LOG-14")
        self.opened(case["open"], first.election)
        require(first.body["tau"] != second.body["tau"], "RCP-14")
        return "DEC-06", f"trustee {trustee}"

    def prove_complaint(self, case):
        manifest = self.manifest(case["manifest"])
        deal, dealer = self.said_by_trustee(case["deal"], manifest, "key-deal", decode_entry)
        complaint, trustee = self.said_by_trustee(case["complaint"], manifest, "key-complaint")
        require(complaint.body["deal"] == leaf_hash(bytes_of(case["deal"])), "LOG-01")
        upheld = Ceremony(manifest, Report()).complaint_holds(trustee, dealer, deal.body, complaint.body)
        require(not upheld, "RCP-14")
        return "KEY-11", f"trustee {trustee}"


def bytes_of(tree):
    """A statement or entry line as it stands in the file, whose bytes are canonical."""
    return canonical(tree).encode()


def signed(tree, kind, decode=decode_statement):
    """A statement or entry line that decodes, is signed, and is of that kind, if one is given."""
    said = decode(bytes_of(tree))
    require(said.signature_holds(), "LOG-13")
    require(kind in (None, said.kind), "LOG-12")
    return said


def signed_share(tree, manifest):
    """A decryption share of a trustee, with the number of the trustee."""
    said = signed(tree, "decryption-share")
    trustee = manifest.trustee(said.author)
    require(trustee is not None, "LOG-12")
    return said, trustee
