"""Call rules: what they emit fits the live signature, and computes what TF 1.15.5 computed.

The expected values of ``expressions.txt`` were recorded from TF 1.15.5. The expressions are migrated by the tool
itself and run on the installed TensorFlow.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from migrate.answers import Kind

tf = pytest.importorskip("tensorflow")
import record_calls  # noqa: E402

from migrate import compat_scope  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def recorded():
    data = np.load(record_calls.OUT)
    assert (
        list(data["expressions"]) == record_calls.read_expressions()
    ), "run tests/oracle/record_calls.py under TF 1.15.5"
    return data


def migrate(source: Path, out: Path) -> None:
    command = [sys.executable, "-m", "migrate", str(source), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def migrated_expressions(expressions, folder: Path):
    """(header, {number: new expression, as text}, the migrated file)."""
    source, out = folder / "src", folder / "out"
    source.mkdir()
    lines = [f"r{i} = {e}" for i, e in enumerate(expressions)]
    text = "import tensorflow as tf\n\n" + "\n".join(lines) + "\n"
    (source / "program.py").write_text(text)
    migrate(source, out)
    tree = ast.parse(next(out.rglob("program.py")).read_text())
    imports = [ast.unparse(s) for s in tree.body if isinstance(s, (ast.Import, ast.ImportFrom))]
    values = {
        int(s.targets[0].id[1:]): ast.unparse(s.value)
        for s in tree.body
        if isinstance(s, ast.Assign) and re.fullmatch(r"r\d+", s.targets[0].id)
    }
    return "\n".join(imports), values, next(out.rglob("program.py"))


@contextlib.contextmanager
def running(header: str):
    """Evaluates migrated expressions: what one gives, or its exception. Some work on files."""
    folder = record_calls.make_folder()
    names = dict(record_calls.inputs(folder))
    exec(header, names)

    def evaluate(expression: str):
        try:
            return record_calls.run_in_graph(
                tf.compat.v1, expression, names, eager=".keras." in expression
            )
        except Exception as error:
            return error

    tf.compat.v1.disable_control_flow_v2()  # as tf.compat.v1.disable_v2_behavior() does in graph programs
    try:
        yield evaluate
    finally:
        tf.compat.v1.enable_control_flow_v2()
        shutil.rmtree(folder)


def difference(found, expected) -> str:
    """What is wrong with a result, "" for nothing."""
    if isinstance(found, Exception):
        return f"{type(found).__name__}: {str(found)[:300]}"
    texts = found.dtype.kind == expected.dtype.kind == "S"  # of any length
    if not texts and found.dtype != expected.dtype:
        return f"{found.dtype} instead of {expected.dtype}"
    if found.shape != expected.shape:
        return f"shape {found.shape} instead of {expected.shape}"
    if expected.dtype.kind in "fc":
        same = np.allclose(found, expected, rtol=2e-5, atol=1e-6, equal_nan=True)
    else:
        same = np.array_equal(found, expected)
    return "" if same else f"{found} instead of {expected}"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    return migrated_expressions(record_calls.read_expressions(), tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def results(migrated):
    """What the migrated expressions give, in their order."""
    header, values, _ = migrated
    with running(header) as evaluate:
        return {i: evaluate(expression) for i, expression in values.items()}


@pytest.mark.parametrize("number", range(len(record_calls.read_expressions())))
def test_results_are_those_of_tf_1_15(number, recorded, migrated, results):
    problem = difference(results[number], recorded[f"{number:03d}"])
    assert not problem, f"{migrated[1][number]}: {problem}"


@pytest.mark.parametrize("left", ["", "left = tf.contrib.opt\n"], ids=["", "with a symbol left"])
def test_a_second_run_changes_no_expression(migrated, left, tmp_path):
    text = (
        migrated[2].read_text() + left
    )  # what has no answer stays, and says that the file is TF1's
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "program.py").write_text(text)
    migrate(tmp_path / "first", tmp_path / "again")
    assert next((tmp_path / "again").rglob("program.py")).read_text() == text


def signature_of(target):
    """A class's own constructor, where `__new__` hides it."""
    found = inspect.signature(target)
    if isinstance(target, type) and "args" in found.parameters:
        found = inspect.signature(target.__init__)
        return found.replace(parameters=list(found.parameters.values())[1:])
    return found


def rules(book):
    return {s: a.call for s, a in book._curated.items() if a.kind is Kind.CALL}


def test_every_call_rule_is_exercised(book):
    text = "\n".join(record_calls.read_expressions())
    # tf.keras is Keras 3, which has no graphs; its rules are checked against the signatures only.
    text += "\ntf.contrib.eager.Iterator"  # see below
    untested = [
        s
        for s in rules(book)
        if ".keras." not in s and not re.search(re.escape(s) + r"(?![\w.])", text)
    ]
    assert not untested, untested


def test_call_rules_know_the_parameters_of_tf_1_15(book, listing):
    from make_rules import split_params

    wrong = []
    for symbol, rule in rules(book).items():
        if rule.value or ".keras." in symbol:
            continue
        old = [p.split("=")[0].lstrip("*") for p in split_params(listing.text(symbol) or "")]
        extra = [p for p in old if p not in rule.params and p != "kwargs"]
        # A rule may leave out later parameters (the call is then kept), never reorder the others.
        if list(rule.params) != old[: len(rule.params)]:
            wrong.append(f"{symbol}: {rule.params} but TF 1.15 has {old}")
        named = {*rule.rename, *rule.drop, *rule.convert, *rule.unless}
        if not named <= set(rule.params):
            wrong.append(f"{symbol}: {named - set(rule.params)} are no parameters")
        del extra
    assert not wrong, "\n".join(wrong)


def test_emitted_arguments_fit_the_live_signature(book):
    """For every TF 1 parameter, given by position and by keyword, in the form the rule writes."""
    wrong = []
    for symbol, rule in rules(book).items():
        if rule.value or rule.template:
            continue
        root, *parts = (rule.to or symbol).removeprefix("migrate.").split(".")
        target = {"tf": tf, "compat_scope": compat_scope}[root]
        for part in parts:
            target = getattr(target, part)
        signature = signature_of(target)
        names = set(signature.parameters)
        takes_any = any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values())
        order = [p.name for p in signature.parameters.values() if p.kind is not p.KEYWORD_ONLY]
        order = order[1:] if order[:1] == ["self"] else order  # of a method
        keyword = False
        for i, parameter in enumerate(rule.params):
            if parameter in rule.unless:
                continue  # the rule does not apply
            if parameter in rule.drop:
                keyword = True
                continue
            converted = rule.convert.get(parameter)
            new = converted.to if converted else rule.rename.get(parameter, parameter)
            if new not in names and not takes_any:
                wrong.append(f"{symbol}: {new} is no parameter of {rule.to}")
            keyword = keyword or converted is not None
            keyword = keyword or (rule.keyword_from is not None and i >= rule.keyword_from)
            if not keyword and (i >= len(order) or order[i] != new):
                wrong.append(f"{symbol}: {parameter} at {i} would become {order[i:i + 1]}")
    assert not wrong, "\n".join(wrong)


def test_what_graph_programs_call_takes_the_arguments_of_tf_1_15(book):
    found = {s: r for s, r in rules(book).items() if r.in_graphs}
    assert found
    for symbol, rule in found.items():
        target = compat_scope
        for part in rule.in_graphs.removeprefix("migrate.compat_scope.").split("."):
            target = getattr(target, part)
        assert tuple(signature_of(target).parameters) == rule.params, symbol


def test_an_eager_iterator_gives_elements_one_by_one():
    # What `tf.contrib.eager.Iterator(dataset)` becomes; TF 1.15 iterates with next() and get_next().
    iterator = iter(tf.compat.v1.data.Dataset.range(4))
    assert [int(iterator.next()), int(next(iterator)), int(iterator.get_next())] == [0, 1, 2]
