"""A function that stays because of another one says why that one stays, with the line in the file that was written."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from migrate.config import Config
from migrate.discover import discover
from migrate.pipeline import run

FILES = {
    "layers.py": '''
        """Parts."""
        import tensorflow as tf

        SEEN = []


        def first(x):
            return tf.layers.dense(x, 3, name="first")


        def scaled(x, scope):
            with tf.variable_scope(scope):
                i = 0
                while i < 2:
                    x *= tf.get_variable("scale_%d" % i, [])
                    i += 1
                return x


        def twice(x):
            return scaled(scaled(x, "a"), "b")


        class Reader(object):
            def __init__(self, x):
                with tf.variable_scope("reader"):
                    self.read = tf.layers.dense(x, 3, name="d")


        def noted(x):
            SEEN.append(x)
            return scaled(x * float(len(SEEN)), "n")
        ''',
    "model.py": """
        import tensorflow as tf

        import layers


        def inner(x):
            return layers.twice(x) + layers.scaled(x, "c")


        def model(x):
            with tf.variable_scope("model"):
                return inner(layers.first(x))


        def late(x):
            with tf.variable_scope("late"):
                return tf.layers.dense(layers.noted(x), 3, name="d")


        def only(x):
            with tf.variable_scope("only"):
                return layers.noted(x)


        def reads(x, found):
            model = layers.Reader(x)
            found.append(model)
            return model.read


        def reads_too(x, found):
            return reads(x, found) + reads(x, found)
        """,
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The first reason of each function, and the line of the written file that the innermost of `layers.py` has."""
    root = tmp_path_factory.mktemp("causes")
    for name, text in FILES.items():
        (root / name).write_text(textwrap.dedent(text).lstrip("\n"))
    entries = discover([Path(root)], Config())
    outcomes = run(entries, Config(target="keras"), 1).outcomes
    lines = next(o.after for o in outcomes if o.relpath == "layers.py").decode().splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.strip().startswith("while"))
    text = next(o.after for o in outcomes if b"found.append(" in (o.after or b"")).decode()
    parameter = next(n for n, t in enumerate(text.splitlines(), 1) if "found.append(" in t)
    found = {v.qualname: v.reasons[0].message for o in outcomes for v in o.verdicts}
    return found | {"line": str(line), "parameter": str(parameter)}


def test_what_makes_nothing_of_its_own(said: dict[str, str]) -> None:
    assert said["twice"] == (
        "makes nothing of its own: it may lift when `scaled` does, which stays on the shim "
        f"(line {said['line']}: a `while` loop creates variables)"
    )


def test_the_first_cause_in_another_file(said: dict[str, str]) -> None:
    assert said["inner"] == (
        "makes nothing of its own: it may lift when `twice` and `scaled` do, which stay on the shim "
        f"(`scaled`, layers.py, line {said['line']}: a `while` loop creates variables)"
    )


def test_what_cannot_be_hosted(said: dict[str, str]) -> None:
    assert said["late"] == (
        "calls `noted`, which stays on the shim and changes `SEEN`, and would again whenever Keras runs `call` "
        f"(`scaled`, layers.py, line {said['line']}: a `while` loop creates variables)"
    )


def test_it_does_not_block_what_calls_it(said: dict[str, str]) -> None:
    assert said["model"] == "became `Model`"


def test_a_neighbour_does_not_block_what_makes_nothing(said: dict[str, str]) -> None:
    assert said["only"] == (
        "makes nothing of its own: it may lift when `noted` does, which stays on the shim "
        f"(`scaled`, layers.py, line {said['line']}: a `while` loop creates variables)"
    )


def test_what_is_in_its_own_text(said: dict[str, str]) -> None:
    """Its object holds them; what stands against a layer of it is in its own text."""
    assert said["reads"] == "changes its parameter `found`"
    assert said["reads_too"] == (
        "makes nothing of its own: it may lift when `reads` does, which stays on the shim "
        f"(line {said['parameter']}: changes its parameter `found`)"
    )
