"""Verifies the record of a Tabella election: `python3 verify.py RECORD_FOLDER --trust FILE`. README.md has the rest.

Exit 0: accepted, or proven. 1: rejected, or not proven. 2: no verdict.
"""

import argparse
import dataclasses
import json
import multiprocessing
import pathlib
import sys

import checkpoint
import given
import group
from bech32m import encode_hash
from election import Election
from encoding import base64url
from evidence import LONGEST_EVIDENCE, judge_evidence
from lines import read_lines
from report import Report
from trust import Trust, Unusable

EXIT_STATUS = {"accepted": 0, "proven": 0, "rejected": 1, "not proven": 1, "none": 2}
LONGEST_GIVEN = 2**21  # more than the longest receipt, with the longest note in it


def read_file(path, longest=LONGEST_GIVEN):
    """A small file that is given. Of a longer one the beginning is enough to refuse it."""
    try:
        with open(path, "rb") as file:
            return file.read(longest + 2)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None


def read_log(folder):
    """The lines of a record, and where its file is not well formed."""
    path = pathlib.Path(folder) / "entries.jsonl"
    try:
        return read_lines(path)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None


@dataclasses.dataclass
class Given:
    """Paths of the files given besides the record."""

    checkpoints: list = dataclasses.field(default_factory=list)
    receipts: list = dataclasses.field(default_factory=list)
    shares: list = dataclasses.field(default_factory=list)
    others: list = dataclasses.field(default_factory=list)


def verify(record, trust_path, besides):
    """The whole verdict as a dict; raises `Unusable` if there can be none."""
    record, trust_path = pathlib.Path(record), pathlib.Path(trust_path)
    if record.resolve() in trust_path.resolve().parents:
        raise Unusable("nothing that is trusted comes from the record (REP-03)")
    trust, report = Trust(read_file(trust_path)), Report()
    lines, faults = read_log(record)
    report.count("ENC-10")
    for index in faults:
        report.fail("ENC-10", f"entry {index}")
    election = Election(trust, report)
    for line in lines:
        election.add(line)
    election.finish()
    note = read_file(record / "checkpoint")
    checkpoint.judge_final(note, trust, election.hashes, election.dates, report)
    judge_given(besides, election, lines, report)
    return report.as_json() | summary(election)


def judge_given(besides, election, lines, report):
    for path in besides.checkpoints:
        given.judge_checkpoint(read_file(path), culprit_of(path), election, report)
    for path in besides.receipts:
        given.judge_receipt(read_file(path), culprit_of(path), election, lines, report)
    shares = [given.judge_share(read_file(path), culprit_of(path), election, report) for path in besides.shares]
    given.judge_taus([share for share in shares if share is not None], election, report)
    for folder in besides.others:
        given.judge_other(read_log(folder)[0], election, report)


def verify_evidence(path):
    """What an evidence file proves (8.1)."""
    return judge_evidence(read_file(path, LONGEST_EVIDENCE), culprit_of(path))


def changed_on_its_way(outcome):
    """Whether nothing is wrong but files that were given, or the form or a signature of an evidence file: no verdict (7.7), (8.1)."""
    if outcome["verdict"] == "not proven":
        [check] = outcome["failed"]
        return check.startswith("ENC-") or check in ("REP-02", "LOG-03", "LOG-04", "LOG-13")
    named = outcome["failed"].values()
    files = all(culprits and all(culprit.startswith("file ") for culprit in culprits) for culprits in named)
    return outcome["verdict"] == "rejected" and files and not outcome["blocked"]


def culprit_of(path):
    return f"file {pathlib.Path(path).name}"


def summary(election):
    """What the record is about."""
    fingerprint, manifest = election.fingerprint, election.manifest
    return {
        "election": encode_hash("election", manifest.election) if manifest else None,
        "entries": len(election.hashes),
        "fingerprint": encode_hash("fingerprint", fingerprint) if fingerprint else None,
        "phase": election.phase(),
        "root": base64url(checkpoint.root(election.hashes)),
        "trust": encode_hash("trust", election.trust.hash),
    }


def print_text(outcome):
    """For people: the failures, what could not be judged, the verdict."""
    for name, culprits in outcome["failed"].items():
        more = f" and {outcome['unnamed'][name]} more" if name in outcome["unnamed"] else ""
        print(f"{name} failed: {', '.join(culprits)}{more}")
    for name, culprits in outcome["refused_shares"].items():
        print(f"{name}: decryption share refused and skipped: {', '.join(culprits)}")
    for remark in outcome["remarks"]:
        print(f"remark: {remark}")
    if outcome["blocked"]:
        print("could not be judged:", ", ".join(outcome["blocked"]))
    made = sum(check["verdict"] == "passed" for check in outcome["checks"].values())
    print(f"{made} checks passed over {outcome['entries']} entries")
    print(f"root of the record: {outcome['root']}")
    print(f"trust file: {outcome['trust']}")
    print(f"verdict: {outcome['verdict']}, phase: {outcome['phase']}")


def print_evidence(outcome):
    """For people: what is proven against whom, or why nothing is."""
    [(check, [culprit])] = outcome["failed"].items()
    print(f"{check} {'proven' if outcome['verdict'] == 'proven' else 'failed'}: {culprit}")
    print(f"verdict: {outcome['verdict']}")


# --- folders of cases -----------------------------------------------------------------------------------------------------------


def judge_case(folder):
    """The outcome of one case (tests/corpus/README.md); of one that cannot be judged, the reason."""
    files = folder / "given"
    other = files / "other"
    besides = Given(
        sorted(files.glob("*.checkpoint")),
        sorted(files.glob("*.tlog-proof")),
        sorted(files.glob("*.share")),
        [other] if other.is_dir() else [],
    )
    evidence = folder / "evidence.json"
    try:
        if evidence.exists():
            return folder.name, verify_evidence(evidence)
        return folder.name, verify(folder / "record", folder / "trust.json", besides)
    except Unusable as reason:
        return folder.name, {"verdict": "none", "failed": {}, "reason": str(reason)}
    except Exception as fault:
        return folder.name, {"verdict": f"internal fault: {fault!r}", "failed": {}}


def judge_cases(directory, jobs):
    """The outcomes of all cases in the order of their names."""
    cases = pathlib.Path(directory)
    folders = sorted(path.parent for wanted in ("record", "evidence.json") for path in cases.glob(f"*/{wanted}"))
    if not folders:
        raise Unusable(f"no cases in {directory}")
    with multiprocessing.Pool(jobs) as pool:
        yield from pool.imap(judge_case, folders)


def print_cases(directory, jobs):
    for name, outcome in judge_cases(directory, jobs):
        print(json.dumps({"case": name, "verdict": outcome["verdict"], "phase": outcome.get("phase"), "failed": outcome["failed"]}), flush=True)
    return 0


def in_order(checks):
    """The ids with their culprits, sorted."""
    return sorted((check, sorted(culprits)) for check, culprits in checks.items())


def compare_cases(directory, jobs):
    """Compares every case with its expected.json: verdict, phase (of a record), ids and culprits must agree."""
    passed = failed = 0
    for name, outcome in judge_cases(directory, jobs):
        expected = json.loads((pathlib.Path(directory) / name / "expected.json").read_text("utf-8"))
        wanted = expected["verdict"], expected.get("phase"), in_order(expected["checks"])
        got = outcome["verdict"], outcome.get("phase"), in_order(outcome["failed"])
        if wanted == got:
            passed += 1
        else:
            failed += 1
            print(f"{name}: expected {wanted} got {got}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


# --- command line ---------------------------------------------------------------------------------------------------------------


def arguments():
    parser = argparse.ArgumentParser(description="Verifies the record of a Tabella election.")
    parser.add_argument("record", nargs="?", help="folder with entries.jsonl and checkpoint")
    parser.add_argument("--trust", metavar="FILE", help="the observer's own trust file")
    parser.add_argument("--checkpoint", metavar="FILE", action="append", default=[])
    parser.add_argument("--receipt", metavar="FILE", action="append", default=[])
    parser.add_argument("--share", metavar="FILE", action="append", default=[])
    parser.add_argument("--other", metavar="FOLDER", action="append", default=[])
    parser.add_argument("--evidence", metavar="FILE", help="check an evidence file, which needs no record and no trust file")
    parser.add_argument("--json", action="store_true", help="the outcome as one JSON object")
    parser.add_argument("--cases", metavar="DIR", help="judge every case in DIR and compare with its expected.json")
    parser.add_argument("--judge-cases", metavar="DIR", help="judge every case in DIR, one JSON line each")
    parser.add_argument("--jobs", type=int, default=2, help="processes for cases")
    return parser.parse_args()


def main():
    options = arguments()
    try:
        group.self_test()
        if options.cases:
            return compare_cases(options.cases, options.jobs)
        if options.judge_cases:
            return print_cases(options.judge_cases, options.jobs)
        if options.evidence and (options.record or options.trust):
            raise Unusable("an evidence file is checked by itself, without a record and without a trust file")
        if options.evidence:
            outcome = verify_evidence(options.evidence)
        elif not options.record or not options.trust:
            raise Unusable("a record folder and --trust are needed: without a trust file there is no verdict")
        else:
            besides = Given(options.checkpoint, options.receipt, options.share, options.other)
            outcome = verify(options.record, options.trust, besides)
    except Unusable as reason:
        print(f"could not run: {reason}", file=sys.stderr)
        return 2
    except Exception as fault:  # a fault of this program is no verdict (REP-08)
        print(f"could not run, internal fault: {fault!r}", file=sys.stderr)
        return 2
    if changed_on_its_way(outcome):
        outcome["verdict"] = "none"
    if options.json:
        print(json.dumps(outcome, indent=1, sort_keys=True))
    elif options.evidence:
        print_evidence(outcome)
    else:
        print_text(outcome)
    return EXIT_STATUS[outcome["verdict"]]


if __name__ == "__main__":
    sys.exit(main())
