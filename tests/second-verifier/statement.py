"""Entries and statements (2.1), (2.3): the fields of every kind, and what a line says."""

import dataclasses
import hashlib

import transcript
from encoding import (
    LONGEST_LINE,
    Fault,
    Object,
    address,
    boolean,
    by_language,
    canonical,
    description,
    ed25519_key,
    hash32,
    identifier,
    integer,
    list_of,
    name,
    nullable,
    octets,
    pairs_once,
    parse,
    point,
    record,
    require,
    scalar,
    signature,
    string,
    tag,
    text,
)
from group import add, multiply, multiply_base

LONGEST_STATEMENT = 65_000


def rule(value):
    """`{"choice":{...}}`; every other rule is unknown (REP-02)."""
    decoded = {}
    for key, inner in pairs_once(value):
        require(key == "choice", "REP-02")
        decoded[key] = record(blank=boolean, max=integer, min=integer)(inner)
    require(decoded, "ENC-02")
    return decoded["choice"]


texts = by_language(text)
party = record(key=point, name=text)
signer = record(key=ed25519_key, name=name)
equality = record(R_1=point, R_2=point, s=scalar)

BODIES = {
    "manifest": record(
        all_trustees_needed=boolean,
        board=signer,
        check_pages=list_of(address),
        client=list_of(record(path=text, sha256=hash32)),
        closing=integer,
        contests=list_of(record(id=identifier, options=list_of(record(id=identifier, label=texts)), rule=rule, title=texts)),
        description=by_language(description),
        languages=list_of(tag),
        minimum=integer,
        officials=list_of(party),
        opening=integer,
        registrars=list_of(party),
        revealing_weights=boolean,
        styles=list_of(record(contests=list_of(identifier), id=identifier)),
        suite=string,
        threshold=integer,
        title=texts,
        trustees=list_of(party),
        unwitnessed=boolean,
        version=integer,
        witnesses=record(keys=list_of(signer), quorum=integer),
    ),
    "key-commitment": record(commitment=hash32),
    "key-deal": record(
        coefficients=list_of(point),
        ephemeral=point,
        proof=record(R_a=point, R_e=point, s_a=scalar, s_e=scalar),
        shares=list_of(octets),
    ),
    "key-confirmation": record(X=list_of(point), Y=point, rehearsal=record(D=point, proof=equality)),
    "key-complaint": record(S=point, deal=hash32, proof=equality),
    "liveness": record(D=point, entry=integer, proof=equality),
    "roll": record(rows=list_of(record(credential=point, style=integer, weight=integer))),
    "open": record(election_key=point, last_roll=hash32, rows=integer, weight=integer),
    "ballot": record(
        ciphertexts=list_of(record(alpha=point, beta=point)),
        previous=hash32,
        proof=record(
            A=point, B=point, D=point, R_1=point, R_2=point, V=point,
            f=list_of(scalar), gamma=scalar, z1=scalar, z2=scalar, z3=scalar,
        ),
        sequence=integer,
        style=integer,
    ),
    "close": record(previous=hash32),
    "decryption-share": record(D=list_of(point), proof=equality, tau=hash32),
    "result": record(
        count=integer,
        empty=list_of(identifier),
        tau=hash32,
        totals=list_of(
            record(
                blank=nullable(integer), contest=identifier, options=list_of(record(option=identifier, total=integer))
            )
        ),
        weight=integer,
        withheld=list_of(identifier),
    ),
}  # fmt: skip


def kind(value):
    require(string(value) in BODIES, "REP-02")
    return value


def later(value):
    """An object whose content is read after the object around it."""
    require(isinstance(value, Object), "ENC-02")
    return value


outer_fields = record(at=integer, index=integer, previous=hash32, statement=later)
statement_fields = record(author=point, body=later, election=hash32, kind=kind, signature=signature)


@dataclasses.dataclass
class Statement:
    """A decoded statement with its digest."""

    author: bytes
    body: dict
    election: bytes
    kind: str
    signature: tuple
    digest: bytes

    def signature_holds(self):
        """s G = R + c X (2.3)."""
        commitment, response = self.signature
        challenge = transcript.signature_challenge(self.author, self.digest, commitment)
        return multiply_base(response) == add(commitment, multiply(challenge, self.author))


@dataclasses.dataclass
class Entry(Statement):
    """A decoded line of the log."""

    at: int
    index: int
    previous: bytes


def sha256(data):
    return hashlib.sha256(data).digest()


def statement_from(tree, size):
    """The fields of a statement, from its JSON object and the number of its bytes."""
    require(size <= LONGEST_STATEMENT, "ENC-08")
    fields = statement_fields(tree)
    fields["body"] = BODIES[fields["kind"]](fields["body"])
    unsigned = {key: value for key, value in tree.pairs if key != "signature"}
    fields["digest"] = sha256(b"tabella/1/statement" + canonical(unsigned).encode())
    return fields


def read_json(data, longest=LONGEST_LINE):
    """The parsed value of a line: steps 1 to 5 of (1.1)."""
    tree, bad_number = parse(data, longest)
    require(not bad_number, "ENC-03")
    return tree


def require_canonical(tree, data):
    require(canonical(tree).encode() == data, "ENC-01")


def decode_statement(data):
    """A statement that stands by itself."""
    tree = read_json(data)
    fields = statement_from(tree, len(data))
    require_canonical(tree, data)
    return Statement(**fields)


def decode_entry(data):
    """A line of the log (2.1): the outer object, then the statement, then its body (1.1)."""
    tree = read_json(data)
    fields = outer_fields(tree)
    inner = fields.pop("statement")
    size = len(data.decode()[inner.begin : inner.end].encode())
    fields |= statement_from(inner, size)
    require_canonical(tree, data)
    return Entry(**fields)


def kind_of(data):
    """The string that a line that does not decode gives as its kind, known or not; None if it has none."""
    try:
        tree, _ = parse(data)
    except Fault:
        return None
    statement = tree.first("statement") if isinstance(tree, Object) else None
    named = statement.first("kind") if isinstance(statement, Object) else None
    return named if isinstance(named, str) else None
