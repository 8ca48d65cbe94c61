"""Objects that own TF1 variables: calls, saving, mixing, deferred values."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope as cs

GraphKeys = cs.GraphKeys


def dense(x: Any, units: int) -> Any:
    """A TF1 layer with a default-named scope."""
    with cs.variable_scope(None, "dense"):
        w = cs.get_variable("kernel", [x.shape[-1], units])
        b = cs.get_variable("bias", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def sum_of_squares(value: Any) -> Any:
    assert value.dtype.base_dtype in (tf.float32, tf.int32)  # a TensorFlow dtype, as in TF1
    return tf.reduce_sum(value * value)


def mlp(x: Any) -> Any:
    with cs.variable_scope("mlp", regularizer=sum_of_squares):
        x = tf.nn.relu(dense(x, 8))
        x = dense(x, 4)
        steps = cs.get_variable("steps", [], tf.int32, trainable=False)
        steps.assign_add(1)
        cs.add_to_collection(GraphKeys.UPDATE_OPS, "update")
        return x


NAMES = [
    "mlp/dense/kernel",
    "mlp/dense/bias",
    "mlp/dense_1/kernel",
    "mlp/dense_1/bias",
    "mlp/steps",
]
X = np.ones([2, 3], np.float32)


class Hosted(tf.Module):
    @cs.track_variables
    def __call__(self, x: Any) -> Any:
        return mlp(x)

    @cs.track_variables
    def twice(self, x: Any) -> Any:
        with cs.variable_scope("", reuse=cs.AUTO_REUSE):
            return self(x)


@keras.saving.register_keras_serializable("tests")
class HostedLayer(keras.layers.Layer):
    @cs.track_variables
    def call(self, x: Any) -> Any:
        return mlp(x)


@keras.saving.register_keras_serializable("tests")
class HostedModel(keras.Model):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.head = keras.layers.Dense(1)

    @cs.track_variables
    def call(self, x: Any) -> Any:
        return self.head(mlp(x))


def test_a_module_makes_its_variables_once() -> None:
    module = cs.ScopedModule(mlp)
    first = module(X)
    assert list(module.names) == NAMES
    np.testing.assert_array_equal(module(X), first)
    assert [v.name for v in module.variables] == [n + ":0" for n in NAMES]
    assert [v.name for v in module.trainable_variables] == [n + ":0" for n in NAMES[:4]]
    assert [v.name for v in module.non_trainable_variables] == ["mlp/steps:0"]
    assert module.variables[-1].numpy() == 2
    assert len(module.regularization_losses) == 5
    assert module.get_collection(GraphKeys.UPDATE_OPS) == ["update"]
    assert cs.global_variables() == []  # the default store is another one


def test_a_duplicate_within_one_call_is_an_error() -> None:
    def wrong() -> None:
        with cs.variable_scope("a"):
            cs.get_variable("v", [1])
        with cs.variable_scope("a"):
            cs.get_variable("v", [1])

    with pytest.raises(ValueError, match="Variable a/v already exists, disallowed"):
        cs.ScopedModule(wrong)()


def test_regularization_losses_follow_the_variables() -> None:
    module = cs.ScopedModule(mlp)
    module(X)
    kernel = module.names["mlp/dense/kernel"]
    kernel.assign(tf.ones_like(kernel))
    with tf.GradientTape() as tape:
        loss = module.regularization_losses[0]
    assert loss.numpy() == 24.0
    np.testing.assert_array_equal(tape.gradient(loss, kernel), 2 * np.ones([3, 8]))


def test_methods_of_one_object_share_a_store_and_a_pass() -> None:
    module = Hosted()
    module(X)
    module.twice(X)
    assert list(cs.named_variables(module)) == NAMES
    assert len(module.variables) == 5


def test_two_objects_do_not_share() -> None:
    one, two = Hosted(), Hosted()
    one(X)
    two(X)
    assert one.variables[0] is not two.variables[0]
    with pytest.raises(ValueError, match="Two variables are called 'mlp/dense/kernel'"):
        cs.named_variables(_parent(one, two))


def _parent(*children: tf.Module) -> tf.Module:
    parent = tf.Module()
    parent.children = children
    return parent


def test_the_scope_of_the_first_call_stays() -> None:
    one, two = Hosted(), Hosted()
    with cs.variable_scope("left"):
        one(X)
    with cs.variable_scope("right"):
        two(X)
        one(X)
    names = list(cs.named_variables(_parent(one, two)))
    assert names == ["left/" + n for n in NAMES] + ["right/" + n for n in NAMES]


def test_in_a_tf_function() -> None:
    module = cs.ScopedModule(mlp)
    traces = []

    @tf.function
    def step(x: Any) -> Any:
        traces.append(1)
        return module(x) + module(x)

    step(X)
    step(np.ones([5, 3], np.float32))
    assert list(module.names) == NAMES
    np.testing.assert_allclose(step(X), 2 * module(X), rtol=1e-5)


def test_around_a_tf_function() -> None:
    module = cs.ScopedModule(tf.function(mlp, autograph=False))
    first = module(X)
    np.testing.assert_array_equal(module(X), first)
    assert list(module.names) == NAMES


def test_in_control_flow_and_datasets() -> None:
    module = cs.ScopedModule(mlp)

    @tf.function
    def step(x: Any) -> Any:
        y = tf.cond(tf.reduce_sum(x) > 0, lambda: module(x), lambda: tf.zeros([2, 4]))
        (total,) = tf.while_loop(
            lambda t: tf.reduce_sum(t) < 0.0, lambda t: (t + module(x),), (tf.zeros([2, 4]),)
        )
        return y + total

    step(X)
    assert list(module.names) == NAMES
    data = tf.data.Dataset.from_tensors(X).map(module)
    np.testing.assert_allclose(next(iter(data)), module(X), rtol=1e-5)


def test_a_new_variable_in_a_later_trace_is_named() -> None:
    module = cs.ScopedModule(lambda name: cs.get_variable(name, [1]))
    step = tf.function(lambda name: module(name) * 1.0)
    step("a")
    with pytest.raises(ValueError, match="The variable b is new in a later trace"):
        step("b")


def test_default_names_in_nested_functions_are_refused() -> None:
    inner = tf.function(lambda x: dense(x, 2))
    outer = tf.function(lambda x: inner(x) + inner(x))
    with pytest.raises(RuntimeError, match="a cached trace would share the variables"):
        outer(X)


def test_checkpoint_round_trip(tmp_path: Path) -> None:
    module = Hosted()
    expected = module(X)
    path = tf.train.Checkpoint(m=module).write(str(tmp_path / "ckpt"))
    other = Hosted()
    status = tf.train.Checkpoint(m=other).read(path)
    np.testing.assert_array_equal(other(X), expected)  # values arrive as variables are made
    status.assert_consumed()


def test_saved_model_round_trip(tmp_path: Path) -> None:
    module = Hosted()
    expected = module(X)
    spec = tf.TensorSpec([None, 3])
    tf.saved_model.save(
        module, str(tmp_path), signatures=tf.function(module.__call__).get_concrete_function(spec)
    )
    loaded = tf.saved_model.load(str(tmp_path))
    (result,) = loaded.signatures["serving_default"](tf.constant(X)).values()
    np.testing.assert_allclose(result, expected, rtol=1e-5)


def test_keras_layer_owns_the_variables() -> None:
    layer = HostedLayer()
    layer(X)
    assert [w.path for w in layer.trainable_weights] == NAMES[:4]
    assert [w.path for w in layer.weights] == NAMES
    assert list(cs.named_variables(layer)) == NAMES
    assert len(layer.losses) == 4  # Keras leaves out what is not trainable
    layer.trainable_weights[1].assign(np.ones([8], np.float32))
    np.testing.assert_array_equal(cs.named_variables(layer)["mlp/dense/bias"], np.ones([8]))


@pytest.mark.parametrize("eagerly", [False, True])
def test_keras_fit_trains_them(eagerly: bool) -> None:
    keras.utils.set_random_seed(1)  # with which no unit of `mlp` is zero for X
    model = keras.Sequential([HostedLayer()])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", run_eagerly=eagerly)
    y = np.zeros([2, 4], np.float32)
    model.build([None, 3])
    before = [w.numpy() for w in model.trainable_weights]
    model.fit(X, y, epochs=2, verbose=0)
    after = [w.numpy() for w in model.trainable_weights]
    assert len(before) == 4
    assert all((a != b).any() for a, b in zip(before, after, strict=True))


def test_keras_fit_without_building_first() -> None:
    model = HostedModel()
    model.compile(optimizer="sgd", loss="mse")
    model.fit(X, np.zeros([2, 1], np.float32), verbose=0)
    assert len(model.trainable_weights) == 6
    assert list(cs.named_variables(model))[:5] == NAMES


@pytest.mark.parametrize("suffix", [".keras", ".weights.h5", "ckpt", "export"])
def test_keras_saving_loses_no_weight(tmp_path: Path, suffix: str) -> None:
    model = HostedModel()
    expected = model(X).numpy()
    path = str(tmp_path / f"model{suffix}")
    if suffix == ".keras":
        model.save(path)
        other = keras.models.load_model(path)
    elif suffix == ".weights.h5":
        model.save_weights(path)
        other = HostedModel()
        other(X)
        other.load_weights(path)
    elif suffix == "ckpt":
        tf.train.Checkpoint(m=model).write(path)
        other = HostedModel()
        other(X)
        tf.train.Checkpoint(m=other).read(path).assert_existing_objects_matched()
    else:
        model.export(path, verbose=False)
        loaded = tf.saved_model.load(path)
        other = loaded.serve
    np.testing.assert_allclose(other(X), expected, rtol=1e-5)


def _bias_and_kernel(size: int) -> tuple[Any, Any]:
    with cs.variable_scope("net"):
        return cs.get_variable("w", [size, 2]), cs.get_variable("b", [2])


class HostingBuild(keras.layers.Layer):
    """Old code in `build`, which Keras locks the state after; and in `call`, which finds what it made."""

    def build(self, x_shape: Any) -> None:
        with cs.hosting(self):
            self.w, self.b = _bias_and_kernel(x_shape[-1])

    def call(self, x: Any) -> Any:
        with cs.hosting(self), cs.variable_scope("net", reuse=True):
            assert cs.get_variable("w") is self.w
        return x @ self.w + self.b


class TrackedBuild(keras.layers.Layer):
    @cs.track_variables
    def build(self, x_shape: Any) -> None:
        self.w, self.b = _bias_and_kernel(x_shape[-1])

    @cs.track_variables
    def call(self, x: Any) -> Any:
        with cs.variable_scope("net", reuse=True):
            assert cs.get_variable("w") is self.w
        return x @ self.w + self.b


@pytest.mark.parametrize("kind", [HostingBuild, TrackedBuild])
def test_old_code_in_build(kind: Any, tmp_path: Path) -> None:
    x, y = np.ones([4, 3], np.float32), np.ones([4, 2], np.float32)
    models = [keras.Sequential([keras.Input([3]), kind(name="top")]) for _ in range(2)]
    model, other = models
    assert len(model.trainable_weights) == 2
    before = model(x)
    model.compile("sgd", "mse")
    model.fit(x, y, verbose=0)
    assert not np.allclose(model(x), before)
    np.testing.assert_allclose(tf.function(model)(x), model(x), rtol=1e-6)
    model.save_weights(tmp_path / "w.weights.h5")
    other.load_weights(tmp_path / "w.weights.h5")
    np.testing.assert_array_equal(other(x), model(x))


def test_functional_keras_model(tmp_path: Path) -> None:
    inputs = keras.Input([3])
    model = keras.Model(inputs, HostedLayer()(inputs))
    assert [w.path for w in model.weights] == NAMES
    expected = model(X).numpy()
    model.save(tmp_path / "m.keras")
    other = keras.models.load_model(tmp_path / "m.keras")
    np.testing.assert_allclose(other(X), expected, rtol=1e-5)


def test_pending_values_arrive_at_creation() -> None:
    module = cs.ScopedModule(mlp)
    values = {"mlp/dense/bias": np.full([8], 3.0, np.float32), "unused": np.zeros([1])}
    pending = module.store.add_pending(values)
    module(X)
    np.testing.assert_array_equal(module.names["mlp/dense/bias"], np.full([8], 3.0))
    assert pending.used == ["mlp/dense/bias"]


def test_pending_values_are_sliced_for_shards() -> None:
    whole = np.arange(10, dtype=np.float32).reshape([5, 2])
    partitioner = cs.fixed_size_partitioner(2)
    module = cs.ScopedModule(lambda: cs.get_variable("p", [5, 2], partitioner=partitioner))
    pending = module.store.add_pending({"p": whole}.get)
    np.testing.assert_array_equal(tf.convert_to_tensor(module()), whole)
    assert pending.used == ["p"]
    assert list(module.names) == ["p/part_0", "p/part_1"]
    specs = [module.store.slice_info(v).spec for v in module.variables]
    assert specs == ["5 2 0,3:0,2", "5 2 3,2:0,2"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.zeros([7], np.float32), r"Variable mlp/dense/bias has shape \(8,\)"),
        (np.zeros([8], np.float64), "Variable mlp/dense/bias has dtype float32"),
    ],
)
def test_pending_values_that_do_not_fit(value: Any, message: str) -> None:
    module = cs.ScopedModule(mlp)
    module.store.add_pending({"mlp/dense/bias": value})
    with pytest.raises(ValueError, match=message):
        module(X)


def test_a_plain_object_cannot_own_variables() -> None:
    with pytest.raises(TypeError, match="cannot own variables"):
        cs.variable_store(object())


def test_in_a_graph_the_graph_owns_them() -> None:
    with tf.Graph().as_default():
        module = cs.ScopedModule(mlp)
        module(tf.constant(X))
        assert list(cs.named_variables()) == NAMES
        with tf.compat.v1.Session() as session:
            session.run(cs.global_variables_initializer())


def test_mirrored_strategy() -> None:
    devices = tf.config.list_logical_devices("CPU")
    strategy = tf.distribute.MirroredStrategy([device.name for device in devices])
    module = Hosted()

    @tf.function
    def step(x: Any) -> Any:
        return strategy.run(module, (x,))

    step(tf.constant(X))
    assert list(cs.named_variables(module)) == NAMES
    assert list(module.variables[0].values)


def test_every_call_lists_what_it_has_met() -> None:
    """As in TF1's graph: what a call makes later is not in a list that it asks for earlier."""
    lists: list[list[str]] = []

    def show(variables: list[Any]) -> None:
        lists.append([cs.var_name(v) for v in variables])

    def model() -> None:
        with cs.variable_scope("first", regularizer=lambda v: tf.reduce_sum(v)):
            cs.get_variable("w", [1])
        show(cs.trainable_variables())
        lists.append([str(len(cs.get_collection(cs.GraphKeys.REGULARIZATION_LOSSES)))])
        with cs.variable_scope("second", regularizer=lambda v: tf.reduce_sum(v)):
            cs.get_variable("w", [1])
            cs.Variable(1.0, name="t")
        show(cs.trainable_variables())

    module = cs.ScopedModule(model)
    module()
    first, lists[:] = list(lists), []
    module()
    assert lists == first == [["first/w"], ["1"], ["first/w", "second/w", "second/t"]]
    lists.clear()
    tf.function(model)()
    assert lists == first + first  # both traces


def test_a_layer_that_was_built_in_an_earlier_call_is_listed() -> None:
    dense = cs.layers.Dense(2, name="d")
    counts = []

    def model(x: Any) -> None:
        dense(x)
        counts.append(len(cs.trainable_variables()))

    module = cs.ScopedModule(model)
    for _ in range(3):
        module(tf.ones([1, 2]))
    assert counts == [2, 2, 2]


def test_a_traced_part_is_listed_by_calls_that_do_not_trace_it() -> None:
    part = tf.function(lambda: cs.get_variable("w", [1]) * 1.0)
    counts = []

    def model() -> None:
        part()
        counts.append(len(cs.global_variables()))

    module = cs.ScopedModule(model)
    module()
    module()
    assert counts == [1, 1]


def test_a_kept_variable_that_a_list_lacks_is_reported() -> None:
    kept: list[Any] = []

    def model() -> None:
        if not kept:
            kept.append(cs.get_variable("w", [1]))
        cs.trainable_variables()

    module = cs.ScopedModule(model)
    module()
    with pytest.warns(UserWarning, match="did not ask for w:0"):
        module()


def test_a_copy_of_a_host_has_variables_of_its_own() -> None:
    class Block(tf.Module):
        @cs.track_variables
        def __call__(self, x: Any) -> Any:
            with cs.variable_scope("block", regularizer=sum_of_squares):
                y = dense(x, 2)
                if self.deep:
                    y = dense(y, 2)
                return y

    block = Block()
    block.deep = False
    x = tf.ones([1, 3])
    y = block(x)
    twin = copy.deepcopy(block)
    np.testing.assert_array_equal(twin(x), y)
    names = list(cs.named_variables(block))
    assert list(cs.named_variables(twin)) == names
    for variable in cs.named_variables(twin).values():
        variable.assign_add(tf.ones_like(variable))
    np.testing.assert_array_equal(block(x), y)
    twin.deep = True
    twin(x)
    assert list(cs.named_variables(block)) == names
    assert [v.name for v in twin.trainable_variables] == [
        *("block/dense/bias:0", "block/dense/kernel:0"),
        *("block/dense_1/bias:0", "block/dense_1/kernel:0"),
    ]
    assert len(cs.variable_store(twin).regularization_losses) == 4
    assert len(cs.variable_store(block).regularization_losses) == 2


class Mixture(keras.layers.Layer):  # not registered, and Keras gives a copy another name
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner = keras.layers.Dense(2)

    def build(self, x_shape: Any) -> None:
        self.inner.build(x_shape)
        self.scale = self.add_weight(name="scale", shape=[])

    def call(self, x: Any) -> Any:
        with cs.hosting(self), cs.variable_scope("old", regularizer=sum_of_squares):
            return (dense(x, 2) + self.inner(x)) * self.scale


class Nameless(Mixture):
    def __init__(self, **settings: Any) -> None:  # of which Keras knows nothing
        super().__init__(**settings)


class Late(Mixture):
    def build(self, x_shape: Any) -> None:
        self.scale = self.add_weight(name="scale", shape=[])


class Scoped(tf.Module):
    @cs.track_variables
    def __call__(self, x: Any) -> Any:
        with cs.variable_scope("old", regularizer=sum_of_squares):
            return dense(x, 2)


COPIES = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda host: pickle.loads(pickle.dumps(host)),
}


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("kind", [Mixture, Scoped])
def test_a_lone_host_is_copied_and_pickled(kind: Any, way: str) -> None:
    if kind is Scoped and way == "copy":
        pytest.skip("a shallow copy of a tf.Module shares its attributes")
    x = tf.random.stateless_normal([2, 3], [1, 2])
    host = kind()
    y = host(x)
    twin = COPIES[way](host)
    assert len(twin.variables) == len(host.variables)
    assert not {id(v) for v in twin.variables} & {id(v) for v in host.variables}
    np.testing.assert_array_equal(twin(x), y)
    hosted = list(cs.variable_store(host).names)
    assert list(cs.variable_store(twin).names) == hosted
    assert len(cs.variable_store(twin).regularization_losses) == 2
    for variable in cs.variable_store(twin).variables:
        variable.assign_add(tf.ones_like(variable))
    assert not np.allclose(twin(x), y)
    np.testing.assert_array_equal(host(x), y)
    again = COPIES[way](twin)
    np.testing.assert_array_equal(again(x), twin(x))


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize(
    ("kind", "text"), [(Late, "made when it was called"), (Nameless, "has no name")]
)
def test_what_a_copy_would_lose_is_an_error(kind: Any, text: str, way: str) -> None:
    host = kind()
    host(tf.ones([2, 3]))
    with pytest.raises(ValueError, match=text):
        COPIES[way](host)


@keras.saving.register_keras_serializable("migrate_tests")
class Halves(keras.layers.Layer):  # what a TF1 function became
    def build(self, x_shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[x_shape[-1], 2])

    def call(self, x: Any) -> Any:
        return x @ self.w / 2.0


def half_lifted(x: Any) -> Any:
    with cs.variable_scope("net"):
        y = cs.get_layer(Halves, name="enc", reuse=cs.AUTO_REUSE)(x)
        return dense(y, 2)


@keras.saving.register_keras_serializable("migrate_tests")
class HalfLifted(keras.layers.Layer):
    def build(self, x_shape: Any) -> None:
        self.scale = self.add_weight(name="scale", shape=[])

    def call(self, x: Any) -> Any:
        with cs.hosting(self):
            return half_lifted(x) * self.scale


@pytest.mark.parametrize("kind", ["module", "layer", "functional"])
def test_a_copy_of_a_host_makes_its_layers_anew(kind: str) -> None:
    x = tf.random.stateless_normal([2, 3], [1, 2])
    host: Any = cs.ScopedModule(half_lifted) if kind == "module" else HalfLifted(name="top")
    if kind == "functional":
        inputs = keras.Input([3])
        host = keras.Model(inputs, host(inputs))
    y = host(x)
    twin = copy.deepcopy(host)
    again = copy.deepcopy(twin)
    assert list(cs.named_variables(twin)) == list(cs.named_variables(host))
    assert len(twin.variables) == len(host.variables)
    np.testing.assert_array_equal(twin(x), y)
    assert len(twin.variables) == len(host.variables)
    for variable in cs.named_variables(twin).values():
        variable.assign_add(tf.ones_like(variable))
    np.testing.assert_array_equal(host(x), y)
    np.testing.assert_array_equal(again(x), y)
    assert not np.allclose(twin(x), y)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(twin(x))
    assert all(g is not None for g in tape.gradient(loss, twin.trainable_variables))
    if kind == "functional":
        fresh = keras.models.clone_model(host)
        fresh(x)
        assert list(cs.named_variables(fresh)) == list(cs.named_variables(host))
        assert not {id(v) for v in fresh.variables} & {id(v) for v in host.variables}


def test_moving_averages_are_variables_of_the_host() -> None:
    """Made once and found by name in every call, though each call makes its `ExponentialMovingAverage` anew."""

    def model() -> Any:
        with cs.variable_scope("m"):
            w = cs.get_variable("w", [], initializer=tf.ones_initializer())
            ema = cs.train.ExponentialMovingAverage(0.5)
            w.assign_add(1.0)
            ema.apply([w])
            return ema.average(w) * 1.0, ema.average_name(w)

    module = cs.ScopedModule(model)
    found = [module() for _ in range(3)]
    # It starts from the value that the variable has when `apply` first runs: 2; then come 3 and 4.
    assert [float(value) for value, _ in found] == [2.0, 2.5, 3.25]
    assert found[0][1] == "m/m/w/ExponentialMovingAverage"  # relative to the scope, as in TF1
    assert list(module.names) == ["m/w", "m/m/w/ExponentialMovingAverage"]
    assert module.get_collection(GraphKeys.MOVING_AVERAGE_VARIABLES) == [module.names["m/w"]]
    assert module.names["m/m/w/ExponentialMovingAverage"].trainable is False
