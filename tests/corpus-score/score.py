"""How many small faults of a verifier the corpus finds: faults are put into the second verifier, and every case is judged.

README.md has the rest.
"""

import argparse
import builtins
import collections
import gc
import importlib
import importlib.util
import json
import os
import pathlib
import pickle
import random
import resource
import select
import signal
import sys

import mutants

HERE = pathlib.Path(__file__).parent
TESTS = HERE.parent
# A fault that computes for longer than this on one case, or needs more memory, is found: the verifier does not come back.
PATIENCE_SECONDS = 10
MEMORY_BYTES = 2**32
# Pure functions that take most of the time; what they gave for a case is remembered for all mutants.
REMEMBERED = {
    "pysodium": [
        "crypto_core_ristretto255_is_valid_point",
        "crypto_core_ristretto255_add",
        "crypto_core_ristretto255_sub",
        "crypto_scalarmult_ristretto255",
        "crypto_scalarmult_ristretto255_base",
        "crypto_core_ristretto255_from_hash",
    ],
    "transcript": ["keccak"],
}
MADE_OF = {"keccak": {"", "keccak", "round_constants"}}  # where a fault changes what a function gives


class Verifier:
    """The second verifier, of which one module may have a fault."""

    def __init__(self, folder):
        self.folder = folder
        paths = [path for path in sorted(folder.glob("*.py")) if not path.name.startswith("test_")]
        self.sources = {path.stem: path.read_text("utf-8") for path in paths}
        self.codes = {name: compile(source, f"<{name}>", "exec") for name, source in self.sources.items()}
        self.memory = collections.defaultdict(dict)

    def load(self, mutant=None):
        """The function that judges a case (`verify.judge_case`), from modules that are all made anew."""
        codes = dict(self.codes)
        if mutant:
            codes[mutant.module] = mutants.mutated(self.sources[mutant.module], mutant)
        return self.judge_from(codes, mutant)

    def load_traced(self, ran):
        """The same without a fault; it calls `ran(module, place)` before each statement."""
        builtins.__ran__ = ran
        return self.judge_from({name: mutants.traced(name, source) for name, source in self.sources.items()}, None)

    def judge_from(self, codes, mutant):
        for name in codes:
            sys.modules.pop(name, None)
        self.remember("pysodium", importlib.import_module("pysodium"), None)
        sys.meta_path.insert(0, self.finder(codes, mutant))
        try:
            return importlib.import_module("verify").judge_case
        finally:
            del sys.meta_path[0]

    def finder(self, codes, mutant):
        verifier = self

        class Finder:
            """Gives the modules of the verifier from their code."""

            @staticmethod
            def find_spec(name, path=None, target=None):
                return importlib.util.spec_from_loader(name, Finder) if name in codes else None

            @staticmethod
            def create_module(spec):
                return None

            @staticmethod
            def exec_module(module):
                exec(codes[module.__name__], module.__dict__)
                verifier.remember(module.__name__, module, mutant)

        return Finder

    def remember(self, name, module, mutant):
        for function in REMEMBERED.get(name, []):
            made = getattr(module, function, None)
            changed = mutant and mutant.module == name and mutant.function in MADE_OF[function]
            if made and not changed and not hasattr(made, "remembers"):
                setattr(module, function, remembering(made, self.memory[name, function]))


def remembering(function, known):
    """The function, which does not do the same work twice."""

    def remembered(*arguments):
        key = tuple(bytes(argument) for argument in arguments)
        if key not in known:
            known[key] = function(*arguments)
        value = known[key]
        return bytearray(value) if isinstance(value, bytearray) else value

    remembered.remembers = True
    return remembered


# --- cases ----------------------------------------------------------------------------------------------------------------------


def outcome_of(judge, folder):
    """What the verifier says about a case, as far as it is compared: verdict, ids, culprits and, if the corpus has it, the phase."""
    _, outcome = judge(folder)
    failed = {check: sorted(culprits) for check, culprits in outcome.get("failed", {}).items()}
    return outcome["verdict"], failed, outcome.get("phase")


def expected_of(folder):
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    checks = {check: sorted(culprits) for check, culprits in expected["checks"].items()}
    return expected["verdict"], checks, expected.get("phase")


def differs(found, expected):
    return found[:2] != expected[:2] or (expected[2] is not None and found[2] != expected[2])


def run_without_fault(verifier, cases):
    """What the verifier says about every case, and by statement the cases that run it; all cases for what runs before them."""
    now, before_all, by_statement = set(), set(), collections.defaultdict(list)
    judge = verifier.load_traced(lambda *statement: now.add(statement))
    before_all |= now
    answers = {}
    for case in cases:
        now.clear()
        answers[case] = outcome_of(judge, case)
        for statement in now:
            by_statement[statement].append(case)
    return answers, {**by_statement, **dict.fromkeys(before_all, cases)}


def first_difference(judge, cases, expected):
    """The first case about which the verifier says something else than the corpus, or None."""
    for case in cases:
        be_patient()
        try:
            if differs(outcome_of(judge, case), expected[case]):
                return case.name
        except BaseException:  # whatever the fault does, it shows
            return case.name
    return None


# --- mutants, each in a process of its own --------------------------------------------------------------------------------------


class Run:
    """A mutant that is being tried."""

    def __init__(self, mutant, verifier, cases, expected):
        self.mutant = mutant
        self.pipe, write = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(self.pipe)
            quiet()
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
            os.write(write, pickle.dumps(try_mutant(verifier, mutant, cases, expected)))
            os._exit(0)
        os.close(write)

    def finish(self):
        """The case that found the fault; None if none did."""
        answer = os.read(self.pipe, 65_536)
        os.close(self.pipe)
        os.waitpid(self.process, 0)
        return pickle.loads(answer) if answer else "(the verifier did not come back)"


def quiet():
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


def be_patient():
    """The process ends by SIGPROF when it has computed for so long from now on."""
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_SECONDS)


def try_mutant(verifier, mutant, cases, expected):
    be_patient()
    try:
        judge = verifier.load(mutant)
    except BaseException:
        return "(the verifier does not start)"
    return first_difference(judge, cases, expected)


def try_all(chosen, verifier, by_statement, expected, jobs):
    """Yields every mutant with the case that found it.

    Only cases that run the statement with the fault can find it: the others are not asked. Cases that have found many come first.
    """
    found = collections.Counter()
    waiting, running = list(reversed(chosen)), {}
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            cases = [case for case in by_statement.get((mutant.module, mutant.ran), []) if case in expected]
            run = Run(mutant, verifier, sorted(cases, key=lambda case: -found[case.name]), expected)
            running[run.pipe] = run
        ready, _, _ = select.select(list(running), [], [])
        for pipe in ready:
            run = running.pop(pipe)
            killer = run.finish()
            found[killer] += 1
            yield run.mutant, killer


# --- equivalent mutants ---------------------------------------------------------------------------------------------------------


def read_listed(path):
    """Lines `what -- reason`; blank lines and those that begin with `#` say nothing."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    return dict(line.split(" -- ", 1) for line in lines if line and not line.startswith("#"))


def main():
    parser = argparse.ArgumentParser(description="Measures how many small faults of a verifier the corpus finds.")
    parser.add_argument("--count", type=int, help="try a random sample of so many; without it, all")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--only", metavar="TEXT", default="", help="only faults whose description has this text in it")
    parser.add_argument("--at-least", type=float, default=0, metavar="PERCENT", help="exit 1 if the score is lower")
    parser.add_argument("--killers", action="store_true", help="say which case found each fault")
    options = parser.parse_args()

    verifier = Verifier(TESTS / "second-verifier")
    left_out, equivalent = read_listed(HERE / "left-out.txt"), read_listed(HERE / "equivalent.txt")
    every = [m for name, source in verifier.sources.items() for m in mutants.mutants(name, source, left_out)]
    names = {str(mutant) for mutant in every}
    for stale in sorted(set(equivalent) - names):
        print(f"equivalent.txt: there is no such fault any more: {stale}", file=sys.stderr)
    chosen = [mutant for mutant in every if str(mutant) not in equivalent and options.only in str(mutant)]
    total = len(chosen)
    if options.count is not None and options.count < total:
        chosen = random.Random(options.seed).sample(chosen, options.count)

    cases = sorted(path.parent for path in (TESTS / "corpus").glob("*/expected.json"))
    expected = {case: expected_of(case) for case in cases}
    answers, by_statement = run_without_fault(verifier, cases)
    # A verifier need not check evidence files, which stand without a record.
    cases = [case for case in cases if (case / "record").is_dir() or answers[case][0] in ("proven", "not proven")]
    wrong = [case.name for case in cases if differs(answers[case], expected[case])]
    if wrong:
        print(f"without any fault the verifier disagrees with the corpus: {', '.join(wrong[:10])}", file=sys.stderr)
        return 2
    expected = {case: expected[case] for case in cases}
    gc.freeze()

    print(f"{len(chosen)} of {total} faults, {len(cases)} cases; {len(equivalent)} faults change nothing that anyone sees", flush=True)
    survivors = []
    for mutant, killer in try_all(chosen, verifier, by_statement, expected, options.jobs):
        if killer is None:
            survivors.append(str(mutant))
            print(f"not found: {mutant}", flush=True)
        elif options.killers:
            print(f"{killer}: {mutant}", flush=True)
    killed = len(chosen) - len(survivors)
    score = 100 * killed / len(chosen) if chosen else 100
    print(f"score: {killed} of {len(chosen)} found, {score:.1f} %")
    return 1 if score < options.at_least else 0


if __name__ == "__main__":
    sys.exit(main())
