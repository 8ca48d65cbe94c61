"""`hosting` in a `tf.Module`: what scope code makes in its call is the module's, under TF1's names."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate import checkpoint
from migrate import compat_scope as cs

X = np.ones([2, 3], np.float32)


def sum_of_squares(value: Any) -> Any:
    return tf.reduce_sum(value * value)


def dense(x: Any, units: int = 3) -> Any:
    """A layer with a name that is counted."""
    with cs.variable_scope(None, "dense", regularizer=sum_of_squares):
        w = cs.get_variable("w", [x.shape[-1], units])
        steps = cs.get_variable("steps", [], trainable=False, initializer=tf.zeros_initializer())
        steps.assign_add(1.0)
        return tf.matmul(x, w)


class Block(tf.Module):
    """Its own weight first, then two calls, the second in a scope of its own; and one more."""

    tf1_order = ("w", "first", "inner", "last")

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        with self.name_scope:
            self.w = tf.Variable(tf.ones([3, 3]), name="w")

    @tf.Module.with_name_scope
    def __call__(self, x: Any) -> Any:
        x = tf.matmul(x, self.w)
        with cs.hosting(self, "first"):
            x = dense(x)
        with tf.name_scope("ops"):  # says nothing of variables
            x = tf.nn.relu(x)
            with cs.hosting(self, "inner", scope="inner/part"):
                x = dense(x)
        with cs.hosting(self, "last"):
            return dense(x)

    @property
    def losses(self) -> list[Any]:
        return [v.regularizer(v) for v in self.variables if getattr(v, "regularizer", None)]


class Net(tf.Module):
    """Two blocks, of which one opens no scope; the second call shares."""

    def __init__(self, name: str = "net") -> None:
        super().__init__(name=name)
        with self.name_scope:
            self.a = Block("a")
            with tf.name_scope("around"):
                self.b = Open()

    @tf.Module.with_name_scope
    def __call__(self, x: Any) -> Any:
        return self.b(self.a(x)) + self.a(x)


class Open(Block):
    tf1_scope = ""


SCOPES = ("dense", "inner/part/dense", "dense_1")
BLOCK = ["w", *(f"{scope}/{v}" for scope in SCOPES for v in ("w", "steps"))]
NET = [f"net/{at}/{name}" for at in ("a", "around") for name in BLOCK]


def test_a_module_owns_what_it_hosts() -> None:
    block = Block("block")
    first = block(X)
    assert list(cs.named_variables(block)) == [f"block/{name}" for name in BLOCK]
    assert list(checkpoint.names(block)) == [f"block/{name}" for name in BLOCK]
    assert len(block.variables) == 7
    assert len(block.trainable_variables) == 4
    np.testing.assert_array_equal(block(X), first)
    assert len(block.variables) == 7  # found again
    assert [float(v) for n, v in cs.named_variables(block).items() if "steps" in n] == [2.0] * 3
    assert {v.name for v in block.variables} == {f"block/{name}:0" for name in BLOCK}


def test_each_module_has_its_own() -> None:
    one, two = Block("block"), Block("block")
    one(X)
    two(X)
    assert not {id(v) for v in one.variables} & {id(v) for v in two.variables}


def test_modules_in_modules() -> None:
    net = Net()
    y = net(X)
    assert list(cs.named_variables(net)) == NET
    np.testing.assert_array_equal(net(X), y)
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(net(X))
    assert all(g is not None for g in tape.gradient(y, net.trainable_variables))
    assert len(net.trainable_variables) == 8


def test_in_a_tf_function() -> None:
    net = Net()
    traces = []

    @tf.function
    def step(x: Any) -> Any:
        traces.append(1)
        return net(x) + net(x)

    y = step(X)
    step(np.ones([5, 3], np.float32))
    assert len(traces) > 1
    assert list(cs.named_variables(net)) == NET
    np.testing.assert_allclose(y, 2 * net(X), rtol=1e-5)
    converted = tf.function(Block("block"))
    converted(X)
    assert len(converted.python_function.variables) == 7


def test_in_branches_of_a_graph() -> None:
    class Branch(tf.Module):
        @tf.Module.with_name_scope
        def __call__(self, x: Any) -> Any:
            def there() -> Any:
                with cs.hosting(self, scope="there"):
                    return dense(x)

            return tf.cond(tf.reduce_sum(x) > 0, there, lambda: tf.zeros([2, 3]))

    branch = Branch("branch")
    tf.function(branch.__call__)(X)
    assert list(cs.named_variables(branch)) == ["branch/there/dense/w", "branch/there/dense/steps"]


def test_a_helper_of_the_module_is_part_of_its_call() -> None:
    class Helped(tf.Module):
        def fit(self, x: Any) -> Any:
            return self(self(x))

        @tf.Module.with_name_scope
        def __call__(self, x: Any) -> Any:
            return self.part(self.part(x))

        def part(self, x: Any) -> Any:
            with cs.hosting(self):
                return dense(x)

    helped = Helped()
    helped.fit(X)
    names = [f"helped/{level}/{v}" for level in ("dense", "dense_1") for v in ("w", "steps")]
    assert list(cs.named_variables(helped)) == names


def test_losses() -> None:
    net = Net()
    net(X)
    for v in net.variables:
        v.assign(tf.ones_like(v))
    assert [len(net.a.losses), len(net.b.losses)] == [6, 6]
    assert float(tf.add_n(net.a.losses)) == 30.0
    with tf.GradientTape() as tape:
        loss = tf.add_n(net.a.losses)
    assert any(g is not None for g in tape.gradient(loss, net.a.trainable_variables))


@pytest.mark.parametrize("late", [False, True])
def test_checkpoints_of_objects(tmp_path: Path, late: bool) -> None:
    net, other = Net(), Net()
    y = net(X)
    path = tf.train.Checkpoint(m=net).write(str(tmp_path / "ckpt"))
    if not late:
        other(X)
    status = tf.train.Checkpoint(m=other).read(path)
    np.testing.assert_array_equal(other(X), y)
    status.assert_consumed()


def test_checkpoints_of_tf1(tmp_path: Path) -> None:
    net, other = Net(), Net()
    y = net(X)
    path = checkpoint.save_tf1(net, str(tmp_path / "model.ckpt"))
    assert sorted(tf.train.load_checkpoint(path).get_variable_to_shape_map()) == sorted(NET)
    other(X)
    result = checkpoint.restore(other, path)
    assert not result.missing and not result.unused
    np.testing.assert_array_equal(other(X), y)


def test_saved_model(tmp_path: Path) -> None:
    net = Net()
    y = net(X)
    spec = tf.TensorSpec([None, 3])
    called = tf.function(net.__call__).get_concrete_function(spec)
    tf.saved_model.save(net, str(tmp_path), signatures=called)
    loaded = tf.saved_model.load(str(tmp_path))
    (result,) = loaded.signatures["serving_default"](tf.constant(X)).values()
    np.testing.assert_allclose(result, y, rtol=1e-5)


COPIES = {"deepcopy": copy.deepcopy, "pickle": lambda one: pickle.loads(pickle.dumps(one))}


@pytest.mark.parametrize("way", COPIES)
def test_copies(way: str) -> None:
    net = Net()
    y = net(X)
    twin = COPIES[way](net)
    np.testing.assert_array_equal(twin(X), y)
    assert list(cs.named_variables(twin)) == NET
    assert not {id(v) for v in twin.variables} & {id(v) for v in net.variables}
    for v in twin.trainable_variables:
        v.assign_add(tf.ones_like(v))
    assert not np.allclose(twin(X), y)
    np.testing.assert_array_equal(net(X), y)
    assert len(twin.variables) == 14
    assert len(twin.a.losses) == 6
    again = COPIES[way](twin)
    np.testing.assert_array_equal(again(X), twin(X))


def model(x: Any) -> Any:
    """Code on scopes that calls modules, which call code on scopes."""
    with cs.variable_scope("model"):
        x = cs.get_layer(Net, name="net")(x)
        x = cs.get_layer(Open)(x)
        x = dense(x)
    with cs.variable_scope("model", reuse=True):
        return x + cs.get_layer(Net, name="net")(X)


# What the layer that opens no scope makes is counted before that of the function itself.
MODEL = [*(f"model/{n}" for n in NET), *(f"model/{n}" for n in BLOCK)]
MODEL += ["model/dense_2/w", "model/dense_2/steps"]


def test_made_by_code_on_scopes() -> None:
    module = cs.ScopedModule(model)
    y = module(X)
    assert list(module.names) == MODEL
    assert len(module.regularization_losses) == 20
    np.testing.assert_array_equal(module(X), y)
    assert list(module.names) == MODEL
    traced = cs.ScopedModule(model)
    tf.function(traced.__call__)(X)
    assert list(traced.names) == MODEL
    twin = copy.deepcopy(module)
    np.testing.assert_array_equal(twin(X), y)


def test_made_by_code_on_scopes_in_a_graph() -> None:
    with tf.Graph().as_default():
        y = model(tf.constant(X))
        variables = tf.compat.v1.global_variables()
        assert [v.op.name for v in variables] == MODEL
        assert len(tf.compat.v1.get_collection(cs.GraphKeys.REGULARIZATION_LOSSES)) == 20
        with tf.compat.v1.Session() as session:
            session.run(tf.compat.v1.global_variables_initializer())
            session.run(y)


def test_alone_in_a_graph() -> None:
    with tf.Graph().as_default():
        net = Net()
        net(tf.constant(X))
        net(tf.constant(X))
        names = [v.op.name for v in tf.compat.v1.global_variables()]
    assert [n for n in names if "dense" in n] == [n for n in NET if "dense" in n]


def test_a_name_that_is_there_is_an_error() -> None:
    class Wrong(tf.Module):
        @tf.Module.with_name_scope
        def __call__(self) -> None:
            for _ in range(2):
                with cs.hosting(self, scope="a"):
                    cs.get_variable("v", [1])

    with pytest.raises(ValueError, match="Variable wrong/a/v already exists, disallowed"):
        Wrong()()


def test_what_cannot_host() -> None:
    with pytest.raises(TypeError, match="cannot own variables"), cs.hosting(object()):
        pass
    made = cs.make_layer(Net, "net")
    with pytest.raises(ValueError, match="Net was made by make_layer"):
        made(X)


def test_settings_of_the_scope_are_not_changed() -> None:
    class Setting(tf.Module):
        def __call__(self) -> None:
            with cs.hosting(self):
                cs.get_variable_scope().set_regularizer(sum_of_squares)

    with pytest.raises(ValueError, match="set_regularizer of the variable scope"):
        Setting()()


class Again(tf.Module):
    """One call makes the same variable twice, where it is told that it may, and goes on counting."""

    def __init__(self, reuse: bool) -> None:
        super().__init__(name="again")
        self.reuse = reuse

    @tf.Module.with_name_scope
    def __call__(self, x: Any) -> Any:
        for part in ("first", "last"):
            with cs.hosting(self, part, reuse=self.reuse):
                for _ in range(2):
                    x = cs.layers.dense(x, 3, name="same")
                x = cs.layers.dense(x, 3)
        return x


def test_made_again() -> None:
    with pytest.raises(ValueError, match="already exists"):
        Again(reuse=False)(tf.ones([2, 3]))
    model = Again(reuse=True)
    first = model(tf.ones([2, 3]))
    names = list(cs.named_variables(model))
    assert [name for name in names if name.endswith("/kernel")] == [
        "again/same/kernel",
        "again/dense/kernel",
        "again/dense_1/kernel",
    ]
    np.testing.assert_allclose(model(tf.ones([2, 3])), first)
