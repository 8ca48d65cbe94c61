"""Functions that make cells: who may call them, what they may do besides, and which ones they may be given."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

HEAD = """
import logging
import sys

import tensorflow as tf

COUNT = []


def say(text, stream=None, end="\\n"):
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    if stream:
        stream.write(text + end)
    sys.stdout.write(text + end)
    sys.stdout.flush()


def note(text):
    COUNT.append(text)
    print(text)


def make(units, keep=1.0):
    cell = tf.nn.rnn_cell.GRUCell(units)
    if keep < 1.0:
        cell = tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=keep)
    return cell
"""
STAYS = """

class Model(object):
    def __init__(self, units):
        self.cell = make(units)

    def run(self, x):
        return tf.nn.dynamic_rnn(self.cell, x, dtype=tf.float32, scope="run")[0]
"""


def test_code_that_stays_runs_layers_as_cells(tmp_path: Path) -> None:
    found = Lifted(tmp_path, HEAD + STAYS)
    assert found.tiers["make"] == "lifted"
    assert found.tiers["Model.run"] == "shimmed"
    assert "self.cell = compat_scope.rnn.as_tf1_cell(make(units))" in found.text


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            "def f(cell):\n    return isinstance(cell, tf.nn.rnn_cell.MultiRNNCell)",
            "asks for a class",
        ),
        ("def f(cell):\n    return cell._num_units", "may be an attribute of a cell"),
        (
            "def f(cell, x, p):\n    with tf.variable_scope('f', partitioner=p):\n"
            "        return tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)",
            "may run under a scope with `partitioner=` in `f`",
        ),
        (
            "def f(cell, x, g):\n    with tf.variable_scope('f', custom_getter=g):\n        return h(cell, x)\n\n\n"
            "def h(cell, x):\n    return cell(x, tf.zeros([2, 3]))[0]",
            "may run under a scope with `custom_getter=` in `f`",
        ),
        ("def f(units):\n    return make(units)  # migrate: skip", "which stays as it is"),
    ],
)
def test_cells_of_tf1_are_asked_for(tmp_path: Path, code: str, why: str) -> None:
    found = Lifted(tmp_path, f"{HEAD}{STAYS}\n\n{code}\n")
    assert found.codes["make"][0] == "TF313"
    assert why in found.verdicts["make"]["reasons"][0]["message"]
    assert "self.cell = make(units)" in found.text


def test_a_subclass_may_ask_for_what_is_its_own(tmp_path: Path) -> None:
    own = """

class Stack(tf.nn.rnn_cell.MultiRNNCell):
    def __call__(self, inputs, state, scope=None):
        return self._cells[0](inputs, state)
"""
    assert Lifted(tmp_path, HEAD + STAYS + own).tiers["make"] == "lifted"


@pytest.mark.parametrize(
    ("line", "tier"),
    [
        ("say('a cell', end='')", "lifted"),
        ("say('%s of %d' % (type(cell).__name__, units))", "lifted"),
        ("print('a cell', file=sys.stderr)", "lifted"),
        ("logging.info('%d', units)", "lifted"),
        ("tf.logging.info('%d' % units)", "lifted"),
        ("note('a cell')", "shimmed"),
        ("say(COUNT.pop())", "shimmed"),
        ("units.note()", "shimmed"),
    ],
)
def test_what_makes_cells_may_say_so(tmp_path: Path, line: str, tier: str) -> None:
    source = f"""{HEAD}

def told(units):
    cell = make(units)
    {line}
    return cell


def run(x, units):
    return tf.nn.dynamic_rnn(told(units), x, dtype=tf.float32)[0]
"""
    assert Lifted(tmp_path, source).tiers["told"] == tier


CHOICE = """

def stack(units, depth, make_fn=None):
    if not make_fn:
        make_fn = make
    cells = []
    for _ in range(depth):
        cells.append(make_fn(units))
    return tf.nn.rnn_cell.MultiRNNCell(cells)


def run(x, units, options=None):
    return tf.nn.dynamic_rnn(stack(units, 2{given}), x, dtype=tf.float32)[0]
"""


@pytest.mark.parametrize(
    ("given", "more", "tier"),
    [
        ("", "", "lifted"),
        (", None", "", "lifted"),
        (", make", "", "shimmed"),  # `make` is used as a value elsewhere
        (
            ", make_fn=options.cells",
            "",
            "lifted",
        ),  # nothing else in the tree makes cells for a caller
        (", make_fn=tf.nn.rnn_cell.GRUCell", "", "shimmed"),
        (", make_fn=options.cells", "USED = tf.nn.rnn_cell.GRUCell", "shimmed"),
        (
            ", make_fn=options.cells",
            "USED = lambda units: tf.nn.rnn_cell.GRUCell(units)",
            "shimmed",
        ),
        (
            ", make_fn=options.cells",
            "class Own(tf.nn.rnn_cell.RNNCell):\n    pass\n\n\ndef own(units):\n    cell = Own(units)\n"
            "    return cell\n\n\nUSED = own",
            "shimmed",
        ),
        (
            ", make_fn=options.cells",
            "class Own(tf.nn.rnn_cell.RNNCell):\n    pass\n\n\nUSED = Own",
            "shimmed",
        ),
    ],
)
def test_what_is_given_may_make_the_cells(tmp_path: Path, given: str, more: str, tier: str) -> None:
    found = Lifted(tmp_path, HEAD + CHOICE.replace("{given}", given) + f"\n\n{more}\n")
    assert found.tiers["stack"] == tier


@pytest.mark.parametrize(
    ("header", "dtype", "more", "tier"),
    [
        ("tf.variable_scope('net') as scope", "scope.dtype", "", "lifted"),
        ("tf.variable_scope('net', dtype=tf.float32) as scope", "scope.dtype", "", "lifted"),
        (
            "tf.variable_scope('net', dtype=kind, partitioner=None) as scope",
            "scope.dtype",
            "",
            "lifted",
        ),
        ("tf.variable_scope('net', dtype=TYPE) as scope", "kind", "", "lifted"),
        ("tf.variable_scope('net', dtype=TYPE) as scope", "TYPE", "", "lifted"),
        ("tf.variable_scope('net', dtype=HALF) as scope", "kind", "", "shimmed"),
        ("tf.variable_scope('net', dtype=kind) as scope", "kind", "net(None, HALF)", "shimmed"),
        ("tf.variable_scope('net', dtype=OPEN) as scope", "kind", "OPEN = HALF", "shimmed"),
        ("tf.variable_scope('net') as scope", "x.dtype", "", "shimmed"),
        ("tf.variable_scope('net') as scope", "kind", "", "lifted"),
        ("tf.variable_scope('net') as scope", "kind", "net(None, tf.float64)", "shimmed"),
        (
            "tf.variable_scope('net') as scope",
            "scope.dtype",
            "with tf.variable_scope('d', dtype=tf.float64):\n    pass",
            "shimmed",
        ),
        (
            "tf.variable_scope('net') as scope",
            "scope.dtype",
            "tf.get_variable_scope().set_dtype(tf.float64)",
            "shimmed",
        ),
    ],
)
def test_dtypes_that_are_float32_whoever_calls(
    tmp_path: Path, header: str, dtype: str, more: str, tier: str
) -> None:
    source = f"""{HEAD}

TYPE = "float32"
HALF = tf.float16
OPEN = tf.float32


def net(x, kind=tf.float32):
    with {header}:
        x += tf.get_variable("shift", [4], dtype={dtype})
        return tf.nn.dynamic_rnn(make(3), x, dtype={dtype})[0]


{more}
"""
    found = Lifted(tmp_path, source)
    assert found.tiers["net"] == tier, found.verdicts["net"]
    if tier == "lifted":
        own = found.text.partition("class Net")[2].partition("\nclass ")[0]  # without its helpers
        assert "def call" in own
        assert "dtype" not in own


def test_a_program_s_cells_are_no_core_of_its_own(tmp_path: Path) -> None:
    source = HEAD + """

class Model(object):
    def __init__(self, units):
        self.keep = tf.placeholder_with_default(1.0, [])
        self.cell = make(units)

    def run(self, x):
        return tf.nn.dynamic_rnn(self.cell, x * self.keep, dtype=tf.float32, scope="run")[0]
"""
    found = Lifted(tmp_path, source)
    assert found.tiers["make"] == "lifted"
    assert found.tiers["Model.__init__"] == "shimmed"
    assert "self.cell = compat_scope.rnn.as_tf1_cell(make(units))" in found.text


@pytest.mark.parametrize(
    ("line", "target", "tier"),
    [
        ('tf.variable_scope("net", initializer=tf.zeros_initializer())', "keras", "lifted"),
        ('tf.variable_scope("net", initializer=tf.zeros_initializer())', "module", "lifted"),
        ('tf.variable_scope("net", dtype=tf.float64)', "module", "lifted"),
        ('tf.variable_scope("net", dtype=tf.float32)', "module", "lifted"),
        ('tf.variable_scope("net", regularizer=tf.nn.l2_loss)', "module", "lifted"),
    ],
)
def test_what_scopes_hand_down_to_cells(line: str, target: str, tier: str, tmp_path: Path) -> None:
    """Cells follow what the scope says; of the type that their inputs have, as in TF1."""
    stays = STAYS.replace("        return", f"        with {line}:\n            return")
    found = Lifted(tmp_path, HEAD + stays, target)
    assert found.tiers["make"] == tier


def test_what_scopes_are_set_to_reaches_cells(tmp_path: Path) -> None:
    stays = STAYS.replace(
        "        return",
        "        tf.get_variable_scope().set_initializer(tf.zeros_initializer())\n        return",
    )
    found = Lifted(tmp_path, HEAD + stays, "module")
    assert found.tiers["make"] == "lifted"
