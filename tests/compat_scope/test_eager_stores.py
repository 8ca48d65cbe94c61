"""``EagerVariableStore`` on the shim, against TF 1.15.5's eager mode; saving it, and what TF1 had no test for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import eager_store_programs
import pytest
import standing_in
import tensorflow as tf

from migrate import checkpoint, compat_scope
from migrate.compat_scope.contrib.eager import EagerVariableStore

RECORDED = json.loads((Path(__file__).parent / "recorded" / "eager_stores.json").read_text())


class _Tf1(standing_in.Tf1):
    nn = compat_scope.nn
    losses = compat_scope.losses


def test_the_recording_is_of_these_programs() -> None:
    assert sorted(RECORDED) == sorted(eager_store_programs.PROGRAMS)


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_program(name: str) -> None:
    compat_scope.reset()
    observed: list[Any] = []
    eager_store_programs.PROGRAMS[name](_Tf1(), observed.append)
    assert standing_in.plain(observed) == RECORDED[name]


def _net(container: Any, x: Any) -> Any:
    with container.as_default(), compat_scope.variable_scope("net"):
        return compat_scope.layers.dense(x, 2, name="l")


def test_it_is_saved_and_restored(tmp_path: Path) -> None:
    container, x = EagerVariableStore(), tf.ones([1, 3])
    y = _net(container, x)
    saved = tf.train.Checkpoint(model=container).save(str(tmp_path / "object"))
    by_name = checkpoint.save_tf1(container, tmp_path / "name")
    for restore in (
        lambda twin: tf.train.Checkpoint(model=twin)
        .restore(saved)
        .assert_existing_objects_matched(),
        lambda twin: checkpoint.restore(twin, by_name),
    ):
        twin = EagerVariableStore()
        assert float(tf.reduce_max(abs(_net(twin, x) - y))) > 0
        restore(twin)
        tf.debugging.assert_equal(_net(twin, x), y)


def test_restored_before_its_variables_are_there(tmp_path: Path) -> None:
    container, x = EagerVariableStore(), tf.ones([1, 3])
    y = _net(container, x)
    twin = EagerVariableStore()
    checkpoint.restore(twin, checkpoint.save_tf1(container, tmp_path / "name"))
    tf.debugging.assert_equal(_net(twin, x), y)


def test_traced_functions_share_too() -> None:
    container = EagerVariableStore()
    _net(container, tf.ones([1, 3]))
    traced = tf.function(lambda x: _net(container, x))
    for rows in (1, 2):
        tf.debugging.assert_near(traced(tf.ones([rows, 3]))[:1], _net(container, tf.ones([1, 3])))
    assert [v.name for v in container.variables()] == ["net/l/bias:0", "net/l/kernel:0"]


def test_a_graph_has_its_own_store() -> None:
    container = EagerVariableStore()
    with tf.Graph().as_default(), pytest.raises(RuntimeError, match="AUTO_REUSE"):
        _net(container, tf.ones([1, 3]))


def test_the_store_around_is_left_alone() -> None:
    compat_scope.reset()
    container = EagerVariableStore()
    _net(container, tf.ones([1, 3]))
    with compat_scope.variable_scope("net"):
        kernel = compat_scope.get_variable("l/kernel", [3, 2])
    assert all(kernel is not v for v in container.variables())
    with pytest.raises(ValueError, match="already exists"), compat_scope.variable_scope("net"):
        compat_scope.get_variable("l/kernel", [3, 2])
