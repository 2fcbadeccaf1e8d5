"""What may be given besides the record: other checkpoints, receipts, decryption shares, the record of another election."""

import contextlib

from checkpoint import Checkpoint, Malformed, Receipt, judge_board, judge_times, leaf_hash, root, root_from_path
from encoding import Fault
from election import Election
from report import Report
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
    led_to = root_from_path(leaf_hash(receipt.line), receipt.index, checkpoint.size, receipt.path)
    holds &= report.check("LOG-09", led_to == checkpoint.root, culprit)
    with contextlib.suppress(Fault):  # a line that does not decode is judged where it stands in the record
        holds &= report.check("LOG-01", decode_entry(receipt.line).index == receipt.index, culprit)
    if report.check("RCP-01", holds, culprit):
        report.check("LOG-08", fits(checkpoint, election), "board")
        report.check("RCP-04", lines[receipt.index].hash == leaf_hash(receipt.line), "board")
        judge_times(checkpoint, trust, election.dates, report)


def judge_share(data, culprit, election, report):
    """ENC, LOG-12 to LOG-14 of a share that was handed over outside the log; its trustee and tau if all hold."""
    try:
        share = decode_statement(data.removesuffix(b"\n"))
    except Fault as fault:
        report.fail(fault.check, culprit)
        return None
    if election.manifest is None:
        return None
    if election.closed is None:
        raise Unusable("a share cannot be compared with a record that is not closed")
    holds = report.check("LOG-13", share.signature_holds(), culprit)
    trustee = election.manifest.trustee(share.author)
    holds &= report.check("LOG-12", share.kind == "decryption-share" and trustee is not None, culprit)
    holds &= report.check("LOG-14", share.election == election.fingerprint, culprit)
    return (f"trustee {trustee}", share.body["tau"]) if holds else None


def judge_taus(given, election, report):
    """DEC-06 over all shares that were given, as pairs of trustee and tau."""
    signed = list(given)
    for entry in election.published:
        if entry.kind == "decryption-share":
            signed.append((f"trustee {election.manifest.trustee(entry.author)}", entry.body["tau"]))
    for trustee, tau in given:
        if any(other != tau for name, other in signed if name == trustee):
            report.check("DEC-06", False, trustee)
        elif election.counting is None or not election.counting.keys_known:
            report.block("DEC-06")
        else:
            report.check("DEC-06", tau == election.counting.tally.tau, None)


class Nobody:
    """The trust of a record that is followed without being believed."""

    election = None

    def signers(self):
        return None


def judge_other(lines, election, report):
    """KEY-13 against the record of another election."""
    entries = [entry for entry in map(decoded_or_none, lines) if entry is not None]
    if any(election.trust.election in (entry.digest, entry.election) for entry in entries):
        raise Unusable("a record of the same election is not another")
    if election.manifest is None:
        return
    theirs = proven_points(lines)
    for entry in election.published:
        if entry.kind == "key-deal":
            culprit = f"trustee {election.manifest.trustee(entry.author)}"
            report.check("KEY-13", not theirs & points_of(entry.body), culprit)


def proven_points(lines):
    """The A_i0 and E_i of another record of which its own proofs of possession hold."""
    other = Election(Nobody(), Report())
    for line in lines:
        other.add(line)
        if other.ceremony is not None and other.ceremony.deals.full():
            break
    if other.ceremony is None or not other.ceremony.commitments.full():
        return set()
    ceremony, points = other.ceremony, set()
    for trustee, body in ceremony.deals.bodies.items():
        if all(ceremony.possession(trustee, body)):
            points |= points_of(body)
    return points


def points_of(body):
    """A_i0 and E_i of a deal."""
    return {*body["coefficients"][:1], body["ephemeral"]}


def decoded_or_none(line):
    try:
        return decode_entry(line.data)
    except Fault:
        return None
