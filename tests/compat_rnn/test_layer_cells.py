"""Cells that are Keras layers or modules run like the shim's own in TF1's loops, wrappers and decoders: names, sharing, values."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.compat_scope import rnn
from migrate.lift.text.own_classes import with_lines
from migrate.rulebook import load_toml

RULES = Path(__file__).resolve().parents[2] / "rules"
X = np.random.RandomState(0).randn(2, 3, 4).astype("float32")
LENGTHS = np.array([3, 2], "int32")


def _layers(table: str) -> SimpleNamespace:
    """The classes that lifted modules get, by name."""
    import collections

    import keras

    classes = load_toml(RULES / table)["classes"]
    names = {"collections": collections, "keras": keras, "tf": tf}
    for name, row in classes.items():
        text = with_lines(row["text"], ()).replace("{tf}", "tf")
        for other in classes:
            text = text.replace(f"{{{other}}}", other)
        exec(compile(text, name, "exec"), names)
    return SimpleNamespace(**{name: names[name] for name in classes})


LAYERS = _layers("lift.toml")
MODULES = _layers("lift_module.toml")


class _Shim:
    """The shim's own cells."""

    def __getattr__(self, name: str) -> Any:
        return getattr(rnn, name, None) or getattr(compat_scope.contrib.rnn, name)


def kinds(make: Any) -> dict[str, Callable[[], Any]]:
    """Cells of one library, by what they are."""
    units = "num_units" if isinstance(make, _Shim) else "units"

    def cell(cls: str, **kwargs: Any) -> Any:
        return getattr(make, cls)(**{units: 4}, **kwargs)

    return {
        "lstm": lambda: cell("BasicLSTMCell"),
        "named": lambda: cell("GRUCell", name="step"),
        "stack": lambda: make.MultiRNNCell([cell("LSTMCell", use_peepholes=True), cell("GRUCell")]),
        "residual": lambda: make.ResidualWrapper(cell("GRUCell")),
        "residual_stack": lambda: make.ResidualWrapper(make.MultiRNNCell([cell("GRUCell")] * 1)),
        "normalized": lambda: cell("LayerNormBasicLSTMCell", norm_gain=0.5),
        "normalized_not": lambda: cell("LayerNormBasicLSTMCell", layer_norm=False),
        "searched": lambda: cell("NASCell", use_bias=True, num_proj=3),
        "placed": lambda: make.DeviceWrapper(cell("BasicRNNCell"), device="/cpu:0"),
    }


def _adapted(make: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: rnn.as_tf1_cell(make())


SHIM = kinds(_Shim())
KERAS = {name: _adapted(make) for name, make in kinds(LAYERS).items()}
MODULE = {name: _adapted(make) for name, make in kinds(MODULES).items()}
either = pytest.mark.parametrize("lifted", [KERAS, MODULE], ids=["keras", "module"])


# TF1 gives a second one of these in the same scope the name of the first, which is an error.
NOT_NUMBERED = ("stack", "residual_stack", "normalized", "normalized_not")


def model(x: Any, lengths: Any, make: Callable[[], Any], numbered: bool) -> list[Any]:
    """A cell in every place where TF1 code has one."""
    found = []
    with compat_scope.variable_scope("loop"):
        outputs, state = rnn.dynamic_rnn(make(), x, lengths, dtype=tf.float32)
        found += [outputs, *tf.nest.flatten(state)]
        both, _ = rnn.bidirectional_dynamic_rnn(make(), make(), x, lengths, dtype=tf.float32)
        found += both
    with compat_scope.variable_scope("by_hand"):
        cells = [make(), make()] if numbered else [make()]
        state = cells[0].zero_state(2, tf.float32)
        for step in range(2):
            for cell in cells:
                y, _ = cell(x[:, step], state)
                found.append(y)
        found.append(make()(x[:, 0], state, scope="given")[0])
    with compat_scope.variable_scope("again"):
        with compat_scope.variable_scope("shared") as scope:
            found.append(make()(x[:, 0], state)[0])
        with compat_scope.variable_scope(scope, reuse=True):
            found.append(make()(x[:, 1], state)[0])
    return found


def value(name: str, shape: list[int]) -> Any:
    seed = sum(place * ord(letter) for place, letter in enumerate(name, 1))
    return np.random.RandomState(seed % 2**32).randn(*shape).astype("float32") * 0.3


def in_graph(make: Callable[[], Any], numbered: bool = True) -> tuple[list[str], list[Any]]:
    with tf.Graph().as_default():
        outputs = model(tf.constant(X), tf.constant(LENGTHS), make, numbered)
        variables = tf.compat.v1.trainable_variables()
        with tf.compat.v1.Session() as session:
            session.run([v.assign(value(v.op.name, v.shape.as_list())) for v in variables])
            return [v.op.name for v in variables], session.run(outputs)


def in_eager(make: Callable[[], Any], numbered: bool, wrapped: bool) -> tuple[list[str], list[Any]]:
    owner = compat_scope.ScopedModule(lambda x, lengths: model(x, lengths, make, numbered))
    run = tf.function(owner) if wrapped else owner
    run(tf.constant(X), tf.constant(LENGTHS))
    variables = compat_scope.named_variables(owner)
    for name, variable in variables.items():
        variable.assign(value(name, variable.shape.as_list()))
    outputs = run(tf.constant(X), tf.constant(LENGTHS))  # a second pass finds the same variables
    assert list(compat_scope.named_variables(owner)) == list(variables)
    return list(variables), [np.asarray(output) for output in outputs]


@pytest.mark.parametrize("kind", SHIM)
@pytest.mark.parametrize("mode", ["graph", "eager", "function"])
@either
def test_a_layer_runs_as_the_cell_did(
    kind: str, mode: str, lifted: dict[str, Callable[[], Any]]
) -> None:
    numbered = kind not in NOT_NUMBERED
    names, outputs = in_graph(SHIM[kind], numbered)
    if mode == "graph":
        found, got = in_graph(lifted[kind], numbered)
    else:
        found, got = in_eager(lifted[kind], numbered, mode == "function")
    assert found == names
    for one, other in zip(got, outputs, strict=True):
        np.testing.assert_allclose(one, other, atol=2e-6)


def test_the_scopes_initializer_is_obeyed_and_its_dtype() -> None:
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        ones = tf.compat.v1.ones_initializer()
        with compat_scope.variable_scope("net", initializer=ones, dtype=tf.float64):
            x = tf.constant(X, tf.float64)
            rnn.dynamic_rnn(KERAS["lstm"](), x, dtype=tf.float64)
        kernel, bias = tf.compat.v1.global_variables()
        session.run(tf.compat.v1.global_variables_initializer())
        assert kernel.dtype.base_dtype == bias.dtype.base_dtype == tf.float64
        assert session.run(kernel).min() == 1
        assert session.run(bias).max() == 0


@pytest.mark.parametrize("keep", [1, 0.5, "tensor"])
@pytest.mark.parametrize("wrapper", [True, False])
@pytest.mark.parametrize("made", [LAYERS, MODULES], ids=["keras", "module"])
def test_dropout_is_what_tf1_dropped_also_by_tensors(
    keep: Any, wrapper: bool, made: SimpleNamespace
) -> None:
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        given = tf.compat.v1.placeholder_with_default(0.5, []) if keep == "tensor" else keep
        if wrapper:
            cell = made.DropoutWrapper(made.GRUCell(units=400), output_keep_prob=given)
        else:
            cell = made.LayerNormBasicLSTMCell(units=400, dropout_keep_prob=given)
        cell = rnn.as_tf1_cell(cell)
        output, state = cell(tf.ones([1, 4]), cell.zero_state(1, tf.float32))
        session.run(tf.compat.v1.global_variables_initializer())
        zeros = np.mean(session.run(output if wrapper else state.c) == 0)
        if wrapper:
            assert bool(0.3 < zeros < 0.7) == (keep != 1)
        else:
            assert ("dropout" in " ".join(o.name for o in output.graph.get_operations())) is (
                keep != 1
            )


@either
def test_states_are_tuples_that_tf1_code_knows(lifted: dict[str, Callable[[], Any]]) -> None:
    cell = lifted["stack"]()
    assert isinstance(cell.state_size[0], rnn.LSTMStateTuple)
    assert isinstance(cell, rnn.RNNCell)
    with tf.Graph().as_default():
        _, (first, _) = cell(tf.zeros([2, 4]), cell.zero_state(2, tf.float32))
        assert isinstance(first, rnn.LSTMStateTuple)
        assert len(cell.trainable_weights) == 9


def test_lists_of_cells_keep_their_shape() -> None:
    one, other = kinds(LAYERS)["lstm"](), kinds(LAYERS)["named"]()
    cells = rnn.as_tf1_cell([one, (other, one), {"k": other}, "text"])
    assert cells[0] is cells[1][1]
    assert cells[1][0] is cells[2]["k"]
    assert cells[3] == "text"
    assert rnn.as_tf1_cell(SHIM["lstm"]()).__class__ is rnn.BasicLSTMCell


@pytest.mark.parametrize("kind", SHIM)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
@either
def test_copies_have_variables_of_their_own(
    kind: str, copied: Callable[[Any], Any], lifted: dict[str, Callable[[], Any]]
) -> None:
    with tf.Graph().as_default():
        one = lifted[kind]()
        other = copied(one)
        same = [(one, "one"), (copied(other), "other")]
        for cell, scope in same:
            with compat_scope.variable_scope(scope):
                cell(tf.zeros([2, 4]), cell.zero_state(2, tf.float32))
        late = copied(one)  # of a cell that has made its variables: they are its, too
        late(tf.zeros([2, 4]), late.zero_state(2, tf.float32))
        names = [v.op.name for v in tf.compat.v1.global_variables()]
        first = [n for n in names if n.startswith("one/")]
        assert names == first + [n.replace("one/", "other/", 1) for n in first]
        assert type(other.layer) is type(one.layer)


@either
def test_another_dtype_than_the_first_is_an_error(lifted: dict[str, Callable[[], Any]]) -> None:
    with tf.Graph().as_default():
        cell = lifted["named"]()
        cell(tf.zeros([2, 4]), tf.zeros([2, 4]))
        with pytest.raises(ValueError, match="computes in float32, but was given float64"):
            cell(tf.zeros([2, 4], tf.float64), tf.zeros([2, 4], tf.float64))


def test_a_cell_of_tf1_inside_a_layer_is_an_error() -> None:
    with pytest.raises(TypeError, match="no Keras layer"):
        rnn.as_tf1_cell(LAYERS.MultiRNNCell([LAYERS.GRUCell(2), rnn.GRUCell(2)]))
    with pytest.raises(TypeError, match=r"no `tf\.Module` with"):
        rnn.as_tf1_cell(MODULES.MultiRNNCell([MODULES.GRUCell(2), rnn.GRUCell(2)]))
