"""Every function and class with an answer is run on TF 1.15.5 and migrated, or ``not_run.toml`` says why it is not."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path

import numpy as np
import pytest

from migrate.answers import Kind
from migrate.rulebook import load_toml
from tests.rules import reached, test_call_rules

pytest.importorskip("tensorflow")
import record_calls

NOT_RUN = Path(__file__).with_name("not_run.toml")
ANSWERED = (Kind.SAME, Kind.RENAME, Kind.V1, Kind.SCOPE, Kind.CALL, Kind.REPLACE)


def grouped(kind, book, listing, public):
    """The names of each function, or of each class, that has an answer: those that were one object on TF 1.15.5."""
    found: dict[object, list[str]] = {}
    for symbol in public:
        if listing.kind(symbol) == kind and book.answer(symbol).kind in ANSWERED:
            core = listing.core(symbol)
            found.setdefault(core or symbol, []).append(symbol)
    return list(found.values())


@pytest.fixture(scope="module")
def functions(book, listing, public):
    return grouped("function", book, listing, public)


@pytest.fixture(scope="module")
def run():
    """The symbols that something recorded names."""
    text = "\n".join(record_calls.read_expressions())
    named = set(re.findall(r"\btf(?:\.\w+)+", text)) | reached.by_programs()
    # What a class has (`tf.RaggedTensor.from_row_lengths`, `tf.lite.Optimize.DEFAULT.value`) is the class, too.
    for _ in range(2):
        named |= {name.rpartition(".")[0] for name in named}
    return frozenset(named)


def reasons(kind):
    """Pattern -> why what it names is not run."""
    table = load_toml(NOT_RUN)
    return {pattern: row["why"] for row in table[kind] for pattern in row["symbols"]}


def check_run(groups, run, reasons):
    plain = {p for p in reasons if "*" not in p}
    patterns = [re.compile(fnmatch.translate(p)) for p in reasons if "*" in p]
    missing, count, used = [], 0, set()
    for names in groups:
        if any(name in run for name in names):
            count += 1
            continue
        # A name of TF 2's past says nothing of the function's own one.
        own = [n for n in names if not n.startswith("tf.compat.v2.")] or names
        for name in own:
            if name in plain or any(p.match(name) for p in patterns):
                used.add(name)
                break
        else:
            missing.append(own[0])
    assert not missing, f"{len(missing)} of {len(groups)}, {count} are run: {missing}"
    idle = [p for p in plain if p not in used]
    assert not idle, f"these are run, or have no answer: {idle}"


def test_every_function_is_run_or_has_a_reason(functions, run):
    check_run(functions, run, reasons("not_run"))


def test_every_class_is_run_or_has_a_reason(book, listing, public, run):
    check_run(grouped("class", book, listing, public), run, reasons("class_not_run"))


@pytest.fixture(scope="module")
def renamed(functions):
    """Expression number -> the same expression under the function's other names."""
    others = {name: names for names in functions for name in names}
    found: dict[int, list[str]] = {}
    for number, expression in enumerate(record_calls.read_expressions()):
        named = re.findall(r"\btf(?:\.\w+)+", expression)
        for name in dict.fromkeys(n for n in named if n in others):
            written = re.compile(re.escape(name) + r"(?![\w.])")
            for other in others.pop(name):
                if other != name:
                    found.setdefault(number, []).append(written.sub(other, expression))
                others.pop(other, None)
    return found


def test_other_names_compute_the_same(renamed, tmp_path):
    expressions = record_calls.read_expressions()
    recorded = np.load(record_calls.OUT)
    texts = [e for number in renamed for e in (expressions[number], *renamed[number])]
    header, values, _ = test_call_rules.migrated_expressions(texts, tmp_path)
    results = iter(values[i] for i in range(len(texts)))
    different = {s for row in load_toml(NOT_RUN)["differs"] for s in row["symbols"]}
    wrong, run = [], 0
    with test_call_rules.running(header) as evaluate:
        for number, others in renamed.items():
            done = {next(results)}
            for other in others:
                new = next(results)
                if new in done:
                    continue  # the same code
                done.add(new)
                run += 1
                found = evaluate(new)
                problem = test_call_rules.difference(found, recorded[f"{number:03d}"])
                known = different.intersection(re.findall(r"\btf(?:\.\w+)+", new))
                if known:
                    problem = "" if problem else f"{known} no longer differs"
                if problem:
                    wrong.append(f"{other} -> {new}: {problem}")
    assert run > 400
    assert not wrong, f"{len(wrong)} of {run}:\n" + "\n".join(wrong)
