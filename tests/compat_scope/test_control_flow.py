"""Branches and loop bodies that make variables, in eager code: TF 1.15's names."""

from __future__ import annotations

import pytest
import tensorflow as tf

from migrate import compat_scope


@pytest.fixture(autouse=True)
def _afresh():
    compat_scope.reset()
    yield
    compat_scope.reset()


def names(variables=None):
    return [v.name for v in variables or compat_scope.global_variables()]


def branches(flag):
    x = tf.ones([1, 3])
    h = compat_scope.cond(
        tf.constant(flag),
        lambda: compat_scope.layers.dense(x, 2),
        lambda: compat_scope.layers.dense(x, 2, use_bias=False),
    )
    return compat_scope.layers.dense(h, 1)


@pytest.mark.parametrize("flag", [True, False])
def test_both_branches_of_a_cond_make_their_variables(flag):
    assert branches(flag).shape == (1, 1)
    assert names() == [
        *("dense/kernel:0", "dense/bias:0", "dense_1/kernel:0"),
        *("dense_2/kernel:0", "dense_2/bias:0"),
    ]


def test_the_other_branch_comes_later():
    model = compat_scope.ScopedModule(branches)
    model(True)
    before = {v.name: v.numpy().tolist() for v in model.variables}
    model(False)
    assert {v.name: v.numpy().tolist() for v in model.variables} == before
    assert len(before) == 5


def test_the_branch_not_taken_has_no_effect():
    v = compat_scope.get_variable("v", [], initializer=tf.compat.v1.zeros_initializer())
    result = compat_scope.cond(v < 1.0, lambda: [v.assign_add(1.0)], lambda: [v.assign_add(10.0)])
    assert float(result) == 1.0  # a list of one is unpacked
    assert float(v) == 1.0


def test_the_branch_not_taken_may_read_what_is_not_there():
    elements = tf.TensorArray(tf.float32, 2).unstack([1.0, 2.0])
    for time, expected in ((1, 2.0), (2, 0.0)):
        read = compat_scope.cond(
            tf.constant(time >= 2), lambda: tf.constant(0.0), lambda time=time: elements.read(time)
        )
        assert float(read) == expected


@pytest.mark.parametrize("wrap", [lambda f: f, compat_scope.ScopedModule])
def test_a_body_runs_for_each_element_and_is_built_once(wrap):
    def body(row):
        w = compat_scope.get_variable("w", [2], initializer=tf.compat.v1.ones_initializer())
        return compat_scope.layers.dense(tf.reshape(row * w, [1, 2]), 1)

    def model(rows):
        mapped = compat_scope.map_fn(body, rows)
        with compat_scope.variable_scope("second"):
            last = compat_scope.foldl(lambda a, row: a + tf.reduce_sum(body(row)), rows, 0.0)
        return mapped, last, compat_scope.Variable(0.0, name="w")

    run = wrap(model)
    mapped, _, after = run(tf.ones([3, 2]))
    assert mapped.shape == (3, 1, 1)
    expected = ["w:0", "dense/kernel:0", "dense/bias:0"]
    expected += [f"second/{name}" for name in expected]
    made = names(run.variables if wrap is compat_scope.ScopedModule else None)
    assert made == [*expected, "w_1:0"]
    assert after.name == "w_1:0"


def test_a_variable_from_before_the_loop_is_a_duplicate():
    compat_scope.get_variable("w", [2])
    with pytest.raises(ValueError, match="Variable w already exists"):
        compat_scope.map_fn(lambda row: row * compat_scope.get_variable("w", [2]), tf.ones([3, 2]))
