"""The shim in and between its modes: eager, tf.function, TF1 graphs."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope as cs
from migrate.compat_scope import passes

v1 = tf.compat.v1


def test_types_hold_in_every_mode() -> None:
    def check() -> None:
        with cs.variable_scope("a") as scope:
            variable = cs.get_variable("v", [2])
        other = cs.Variable(1.0, name="t")
        assert isinstance(scope, cs.VariableScope)
        assert isinstance(variable, cs.Variable)
        assert isinstance(other, cs.Variable)
        assert isinstance(cs.get_variable_scope(), cs.VariableScope)
        assert not isinstance("a", cs.VariableScope)
        assert not isinstance(1.0, cs.Variable)
        parts = cs.get_variable("p", [4], partitioner=cs.fixed_size_partitioner(2))
        assert isinstance(parts, cs.PartitionedVariable)
        assert cs.op_name(variable) == cs.var_name(variable) == "a/v"
        assert cs.op_name(parts) == "p"

    check()
    cs.reset()
    tf.function(check)()
    for resource in (True, False):
        with tf.Graph().as_default():
            (v1.enable_resource_variables if resource else v1.disable_resource_variables)()
            try:
                check()
            finally:
                v1.enable_resource_variables()


def test_a_graph_is_left_to_tensorflow() -> None:
    with tf.Graph().as_default():
        with cs.variable_scope("a") as a:
            variable = cs.get_variable("v", [1])
        assert type(a) is v1.VariableScope
        assert v1.global_variables() == [variable]
        assert cs.in_graph()
    assert not cs.in_graph()
    assert cs.global_variables() == []


def in_two_graphs() -> list[Any]:
    """Scopes and variables in a graph that is opened inside another one's scope."""
    seen: list[Any] = []
    first, second = tf.Graph(), tf.Graph()
    with first.as_default(), cs.variable_scope("a", reuse=cs.AUTO_REUSE):
        cs.get_variable("v", [1])
        with cs.variable_scope(None, "d") as scope:
            seen.append(scope.name)
        with second.as_default():
            seen += [cs.get_variable_scope().name, cs.get_variable_scope().reuse]
            cs.get_variable("v", [2])
            cs.get_variable("a/v", [3])
            with cs.variable_scope(None, "d") as scope:
                seen.append(scope.name)
            with pytest.raises(ValueError, match="v already exists, disallowed"):
                cs.get_variable("v", [2])
            seen.append([v.name for v in cs.global_variables()])
        with cs.variable_scope(None, "d") as scope:
            seen.append(scope.name)
        seen.append(cs.get_variable("v", [1]).shape.as_list())
        seen.append([v.name for v in cs.global_variables()])
    with second.as_default(), cs.variable_scope("", reuse=True):
        seen.append(cs.get_variable("a/v", [3]).name)
        seen.append([v.name for v in cs.get_collection(cs.GraphKeys.TRAINABLE_VARIABLES, "a")])
    return seen


def test_every_graph_has_its_own_store_and_scopes() -> None:
    recorded = [
        "a/d",
        "",
        False,
        "d",
        ["v:0", "a/v:0"],
        "a/d_1",
        [1],
        ["a/v:0"],
        "a/v:0",
        ["a/v:0"],
    ]
    assert in_two_graphs() == recorded  # TF 1.15.5 gave this
    module = cs.ScopedModule(in_two_graphs)
    assert [module(), module()] == [recorded, recorded]
    assert list(module.names) == []


def test_scopes_cross_between_modes() -> None:
    with cs.variable_scope("a", reuse=cs.AUTO_REUSE, dtype=tf.float64) as eager:
        pass
    with tf.Graph().as_default():
        with cs.variable_scope(eager):
            assert cs.get_variable("v", [1]).name == "a/v:0"
            assert cs.get_variable("v", [1]).dtype.base_dtype == tf.float64
        with cs.variable_scope("b", reuse=cs.AUTO_REUSE) as graph:
            pass
    with cs.variable_scope(graph):
        assert cs.get_variable("v", [1]).name == "b/v:0"


def test_autograph_leaves_the_shim_alone() -> None:
    @tf.function
    def model(x: Any) -> Any:
        for i in range(2):
            with cs.variable_scope(f"layer_{i}"):
                w = cs.get_variable("w", [], initializer=tf.ones_initializer())
            if tf.reduce_sum(x) > 0:  # converted by autograph
                x = x * w
        return x

    np.testing.assert_array_equal(model(tf.constant([2.0])), [2.0])
    assert [v.name for v in cs.global_variables()] == ["layer_0/w:0", "layer_1/w:0"]


def test_a_trace_starts_from_the_scope_around_it() -> None:
    step = tf.function(lambda x: x * cs.get_variable("v", [1]))
    with cs.variable_scope("outer"):
        step(1.0)
    assert [v.name for v in cs.global_variables()] == ["outer/v:0"]


def test_two_functions_share_by_name() -> None:
    def model(x: Any) -> Any:
        with cs.variable_scope("model"):
            return x * cs.get_variable("w", [1])

    train, test = tf.function(model), tf.function(model)
    np.testing.assert_array_equal(train(1.0), test(1.0))
    assert len(cs.global_variables()) == 1
    with pytest.raises(ValueError, match="Variable model/w already exists"):
        model(1.0)  # at top level there is one pass, as there was one graph


def test_reuse_variables_in_a_trace_ends_with_it() -> None:
    step = tf.function(lambda x: cs.get_variable_scope().reuse_variables() or x)
    step(1.0)
    assert cs.get_variable_scope().reuse is False


def test_op_names_in_a_trace_are_those_of_the_scopes() -> None:
    names = []

    @tf.function
    def step(x: Any) -> Any:
        with cs.variable_scope("a"):
            with cs.name_scope("n"):
                names.append(tf.add(x, 1.0, name="y").name)
        with cs.variable_scope("a"):
            names.append(tf.add(x, 1.0, name="y").name)
        return x

    step(1.0)
    assert names == ["a/n/y:0", "a_1/y:0"]


def test_op_names_of_eager_tensors_tell_them_apart() -> None:
    with cs.name_scope("n"):
        one, other = tf.add(1.0, 1.0), tf.add(1.0, 2.0)
        names = [cs.op_name(one), cs.op_name(other)]
        assert names[0] == cs.op_name(one) != names[1]
    assert all(name.startswith("n/Tensor_") for name in names)


def test_gradients() -> None:
    with tf.GradientTape() as tape:
        with cs.variable_scope("a"):
            v = cs.get_variable("v", initializer=3.0)
        loss = v * v
    assert tape.gradient(loss, v).numpy() == 6.0


def test_constraints_reach_the_variable() -> None:
    with cs.variable_scope("a", constraint=tf.nn.relu):
        assert cs.get_variable("v", [1]).constraint is tf.nn.relu
        with cs.variable_scope("b"):
            assert cs.get_variable("v", [1]).constraint is None


def test_initializer_ops_have_nothing_to_do() -> None:
    assert cs.global_variables_initializer() is None
    assert cs.variables_initializer([]) is None
    assert cs.report_uninitialized_variables().shape == [0]
    with tf.Graph().as_default(), v1.Session() as session:
        variable = cs.get_variable("v", initializer=2.0)
        assert session.run(cs.report_uninitialized_variables()).tolist() == [b"v"]
        session.run(cs.global_variables_initializer())
        assert session.run(variable) == 2.0


def test_partitioned_variable_reads_and_writes_as_one() -> None:
    value = np.arange(10.0, dtype=np.float32).reshape(5, 2)
    variable = cs.get_variable("p", [5, 2], partitioner=cs.fixed_size_partitioner(3))
    variable.assign(value)
    variable.assign_add(np.ones([5, 2], np.float32))
    np.testing.assert_array_equal(tf.matmul(variable, tf.eye(2)), value + 1)
    np.testing.assert_array_equal(variable.numpy(), value + 1)
    assert [part.shape[0] for part in variable] == [2, 2, 1]


def test_create_partitioned_variables() -> None:
    parts = cs.create_partitioned_variables([4, 2], [2, 1], tf.zeros_initializer(), name="p")
    assert [part.name for part in parts] == ["p/part_0:0", "p/part_1:0"]


def test_an_eager_loop_does_not_grow_the_table_of_names() -> None:
    names = []
    for _ in range(1000):
        with cs.variable_scope("model", reuse=cs.AUTO_REUSE):
            with cs.variable_scope("layer"):
                cs.get_variable("w", [1])
                with cs.name_scope("loss") as scope:
                    names.append(scope)
    table = passes.current().pass_.names
    assert names[-1] == "model_999/layer/loss/"
    assert len(table) < 1000
    assert [v.name for v in cs.global_variables()] == ["model/layer/w:0"]


def test_reset_forgets_everything() -> None:
    cs.get_variable("v", [1])
    with cs.variable_scope("a"):
        cs.reset()
        assert cs.get_variable_scope().name == ""
    cs.get_variable("v", [1])
    assert len(cs.default_store().variables) == 1


def test_after_disable_v2_behavior() -> None:
    program = """
import tensorflow as tf
from migrate import compat_scope as cs
tf.compat.v1.disable_v2_behavior()
def model(x, reuse=None):
    with cs.variable_scope("m", reuse=reuse) as scope:
        w = cs.get_variable("w", [3, x.shape[1].value], initializer=tf.compat.v1.ones_initializer())
        assert isinstance(w, cs.Variable) and isinstance(scope, cs.VariableScope)
        return tf.matmul(x, w, transpose_b=True)
x = tf.compat.v1.placeholder(tf.float32, [None, 2])
y, z = model(x), model(x, reuse=True)
step = cs.train.get_or_create_global_step()
with tf.compat.v1.Session() as session:
    session.run(cs.global_variables_initializer())
    print(session.run([y, z, step], {x: [[1, 2]]}))
print([v.name for v in cs.global_variables()], type(w).__name__ if 0 else "")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "['m/w:0', 'global_step:0']" in done.stdout


def test_the_command_line_side_stays_free_of_tensorflow() -> None:
    program = "import sys, migrate; sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0
