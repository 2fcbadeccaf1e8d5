"""What may be given besides the record: other checkpoints, receipts, decryption shares, the record of another election."""

import contextlib

from checkpoint import Checkpoint, Malformed, Receipt, judge_board, judge_times, leaf_hash, root, root_from_path
from encoding import Fault
from statement import decode_entry, decode_statement
from trust import Unusable


def fits(checkpoint, election):
    """LOG-08: the record begins with exactly what the checkpoint states."""
    if checkpoint.size > len(election.hashes):
        raise Unusable("a checkpoint of more entries than the record has cannot be compared")
    return root(election.hashes[: checkpoint.size]) == checkpoint.root


def judge_checkpoint(data, culprit, election, report):
    """LOG-03, LOG-04, LOG-06, LOG-08"""
    try:
        checkpoint = Checkpoint.read(data)
    except Malformed:
        report.fail("LOG-03", culprit)
        return
    if judge_board(checkpoint, election.trust, culprit, report):
        report.check("LOG-08", fits(checkpoint, election), "board")
        judge_times(checkpoint, election.trust, election.dates, report)


def judge_receipt(data, culprit, election, lines, report):
    """RCP-01 and what it rests on; then LOG-06, LOG-08 and RCP-04."""
    try:
        receipt = Receipt.read(data)
    except Malformed:
        report.fail("RCP-01", culprit)
        return
    checkpoint, trust = receipt.checkpoint, election.trust
    holds = judge_board(checkpoint, trust, culprit, report)
    for _, times in checkpoint.cosignatures(trust):
        holds &= report.check("LOG-05", times is not None, culprit)
    led_to = root_from_path(leaf_hash(receipt.line), receipt.index, checkpoint.size, receipt.path)
    holds &= report.check("LOG-09", led_to == checkpoint.root, culprit)
    with contextlib.suppress(Fault):  # a line that does not decode is judged where it stands in the record
        holds &= report.check("LOG-01", decode_entry(receipt.line).index == receipt.index, culprit)
    if report.check("RCP-01", holds, culprit):
        report.check("LOG-08", fits(checkpoint, election), "board")
        report.check("RCP-04", lines[receipt.index].hash == leaf_hash(receipt.line), "board")
        judge_times(checkpoint, trust, election.dates, report)


def judge_share(data, culprit, election, report):
    """ENC, LOG-12 to LOG-14, DEC-06 of a share that was handed over outside the log."""
    try:
        share = decode_statement(data.removesuffix(b"\n"))
    except Fault as fault:
        report.fail(fault.check, culprit)
        return
    if election.manifest is None:
        report.block("LOG-12", "LOG-13", "LOG-14", "DEC-06")
        return
    if election.closed is None:
        raise Unusable("a share cannot be compared with a record that is not closed")
    holds = report.check("LOG-13", share.signature_holds(), culprit)
    trustee = election.manifest.trustee(share.author)
    holds &= report.check("LOG-12", share.kind == "decryption-share" and trustee is not None, culprit)
    holds &= report.check("LOG-14", share.election == election.fingerprint, culprit)
    if holds and (election.counting is None or not election.counting.keys_known):
        report.block("DEC-06")
    elif holds:
        report.check("DEC-06", share.body["tau"] == election.counting.tally.tau, f"trustee {trustee}")


def judge_other(lines, election, report):
    """KEY-13 against the record of another election."""
    entries = [entry for entry in map(decoded_or_none, lines) if entry is not None]
    if any(election.trust.election in (entry.digest, entry.election) for entry in entries):
        raise Unusable("a record of the same election is no other")
    if election.manifest is None:
        report.block("KEY-13")
        return
    theirs = {point for entry in entries for point, _ in public_points(entry, None)}
    for entry in election.published:
        author = f"trustee {election.manifest.trustee(entry.author)}"
        for point, owner in public_points(entry, author):
            report.check("KEY-13", point not in theirs, owner)


def decoded_or_none(line):
    try:
        return decode_entry(line.data)
    except Fault:
        return None


def public_points(entry, author):
    """The points A_ik, E_i, X_j, Y of an entry, with who is to blame for them."""
    body = entry.body
    if entry.kind == "key-deal":
        yield from ((point, author) for point in [*body["coefficients"], body["ephemeral"]])
    elif entry.kind == "key-confirmation":
        yield from ((point, f"trustee {index}") for index, point in enumerate(body["X"], 1))
        yield body["Y"], "board"
    elif entry.kind == "open":
        yield body["election_key"], "board"
