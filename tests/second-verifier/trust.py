"""The trust file (8): what a verifier brings itself (REP-03)."""

from encoding import Fault, base64url, ed25519_key, hash32, integer, list_of, name, record
from statement import read_json, require_canonical, sha256

party = record(key=ed25519_key, name=name)
fields = record(
    board=party, election=hash32, tolerance_seconds=integer, witnesses=record(keys=list_of(party), quorum=integer)
)


def signers(board, witnesses):
    """What must be the same in manifest and trust file (MAN-03): the order of the witnesses does not matter."""
    keys = sorted((witness["name"], witness["key"]) for witness in witnesses["keys"])
    return board, keys, witnesses["quorum"]


class Unusable(Exception):
    """The verifier could not run: no verdict, exit 2."""


class Trust:
    """A decoded trust file."""

    def __init__(self, data):
        line = data.strip(b" \t\r\n")
        try:
            tree = read_json(line)
            decoded = fields(tree)
            require_canonical(tree, line)
        except Fault as fault:
            raise Unusable(f"the trust file is refused: {fault.check}") from None
        if decoded["witnesses"]["keys"] and decoded["witnesses"]["quorum"] == 0:
            raise Unusable("the trust file is refused: it has witnesses and the quorum 0 (MAN-10)")
        self.hash = sha256(line)
        self.board, self.election, self.witnesses = decoded["board"], decoded["election"], decoded["witnesses"]
        self.tolerance = decoded["tolerance_seconds"]
        self.origin = f"{self.board['name']}/{base64url(self.election)}"

    def signers(self):
        return signers(self.board, self.witnesses)
