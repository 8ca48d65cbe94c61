"""Training goes on where TF 1.15.5 stopped: variables, optimizer slots and the number of steps from its checkpoint.

``recorded/optimizers`` is what ``tests/oracle/record_optimizers.py`` wrote: checkpoints after 15 steps and the losses of
the 10 steps that followed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope
from migrate.checkpoint import CheckpointMismatch, Reader, restore, save_tf1

RECORDED = Path(__file__).parent / "recorded" / "optimizers"
LOSSES: dict[str, list[float]] = json.loads((RECORDED / "losses.json").read_text())
LIMIT = 1e-4

OPTIMIZERS: dict[str, Callable[[], Any]] = {
    "adam": lambda: keras.optimizers.Adam(0.01, epsilon=1e-8),
    "adam_named": lambda: keras.optimizers.Adam(0.01, 0.8, 0.95, epsilon=1e-4),
    "momentum": lambda: keras.optimizers.SGD(0.05, momentum=0.9),
    "nesterov": lambda: keras.optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda: keras.optimizers.RMSprop(0.01, epsilon=1e-10),
    "rmsprop_centered": lambda: keras.optimizers.RMSprop(
        0.01, momentum=0.5, centered=True, epsilon=1e-10
    ),
    "adagrad": lambda: keras.optimizers.Adagrad(0.1, epsilon=1e-20),
}


def data() -> tuple[Any, Any, Any]:
    rng = np.random.RandomState(7)
    x = rng.normal(size=[32, 6]).astype("float32")
    ids = rng.randint(0, 9, size=[32]).astype("int32")
    return x, ids, np.sin(x.sum(1) + ids).astype("float32")


class Net(keras.layers.Layer):
    def __init__(self) -> None:
        super().__init__(name="net")
        self.embed = keras.layers.Embedding(9, 4, name="embed")
        self.hidden = keras.layers.Dense(8, "tanh", name="hidden")
        self.out = keras.layers.Dense(1, name="out")

    def call(self, x: Any, ids: Any) -> Any:
        return self.out(self.hidden(tf.concat([x, self.embed(ids)], 1)))[:, 0]


def scoped(x: Any, ids: Any) -> Any:
    partitioner = compat_scope.fixed_size_partitioner(3)
    with compat_scope.variable_scope("net"):
        with compat_scope.variable_scope("embed", partitioner=partitioner):
            table = compat_scope.get_variable("table", [9, 4])
        h = tf.concat([x, tf.gather(tf.convert_to_tensor(table), ids)], 1)
        h = compat_scope.layers.dense(h, 8, tf.tanh, name="hidden")
        return compat_scope.layers.dense(h, 1, name="out")[:, 0]


class Recurrent(keras.layers.Layer):
    """Keras' own cells, whose weights have another layout than TF1's."""

    def __init__(self) -> None:
        super().__init__(name="net")
        self.lstm = keras.layers.RNN(
            keras.layers.LSTMCell(5, name="basic_lstm_cell"), return_sequences=True, name="lstm"
        )
        self.gru = keras.layers.RNN(
            keras.layers.GRUCell(3, reset_after=False, name="gru_cell"), name="gru"
        )
        self.out = keras.layers.Dense(1, name="out")

    def call(self, x: Any, ids: Any) -> Any:
        return self.out(self.gru(self.lstm(tf.stack([x, tf.one_hot(ids % 6, 6)], 2))))[:, 0]


class DecayingAdam(keras.optimizers.Optimizer):
    """Adam without bias correction, with weight decay, as a project writes it for Keras."""

    def build(self, variables: Any) -> None:
        super().build(variables)
        self.m = [self.add_variable_from_reference(v, "m") for v in variables]
        self._v = [self.add_variable_from_reference(v, "v") for v in variables]

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        index = self._get_variable_index(variable)
        m, v = self.m[index], self._v[index]
        m.assign(0.9 * m + 0.1 * gradient)
        v.assign(0.999 * v + 0.001 * tf.square(gradient))
        update = m / (tf.sqrt(v) + 1e-6) + 0.01 * tf.convert_to_tensor(variable)
        variable.assign_sub(learning_rate * update)


def keras_model() -> tuple[Any, Any]:
    """A Keras layer, and what Keras calls embeddings is TF1's net/embed/table."""
    return Net(), {"net/embed/embeddings": "net/embed/table"}


def scoped_model() -> tuple[Any, Any]:
    """TF1 code on the shim, with three shards where TF 1.15.5 had two."""
    return compat_scope.ScopedModule(scoped), None


def trained(model: Any) -> list[Any]:
    return list(model.trainable_variables)


def losses_of(model: Any, optimizer: Any, summed: bool = True) -> list[float]:
    """Ten steps. Rows that a sparse gradient has twice are summed first, as TF1's optimizers did by themselves."""
    x, ids, y = data()
    losses = []
    for _ in range(10):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x, ids) - y))
        variables = trained(model)
        gradients = tape.gradient(loss, variables)
        optimizer.apply(
            [tf.convert_to_tensor(g) for g in gradients] if summed else gradients, variables
        )
        losses.append(float(tf.reduce_mean(tf.square(model(x, ids) - y))))
    return losses


def apart(name: str, losses: list[float]) -> float:
    return max(abs(a - b) / a for a, b in zip(LOSSES[name], losses, strict=True))


@pytest.mark.parametrize("holder", [keras_model, scoped_model], ids=["keras", "scoped"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_training_goes_on(name: str, holder: Any) -> None:
    x, ids, _ = data()
    model, rename = holder()
    model(x, ids)
    optimizer = OPTIMIZERS[name]()
    result = restore(
        model,
        RECORDED / name,
        rename=rename,
        optimizer=optimizer,
        optimizer_name="Solver" if name == "adam_named" else None,
    )
    assert result.ok
    assert int(optimizer.iterations) == 15
    difference = apart(name, losses_of(model, optimizer))
    assert difference < LIMIT, difference
    # Without its slots it would be somewhere else: the limit can tell.
    model, rename = holder()
    model(x, ids)
    restore(model, RECORDED / name, rename=rename, strict=False)
    assert apart(name, losses_of(model, OPTIMIZERS[name]())) > 10 * LIMIT


@pytest.mark.parametrize(
    ("name", "optimizer"),
    [
        ("adam_rnn", lambda: keras.optimizers.Adam(0.01, epsilon=1e-8)),
        ("momentum_rnn", lambda: keras.optimizers.SGD(0.05, momentum=0.9)),
    ],
)
def test_training_goes_on_with_recurrent_layers(name: str, optimizer: Any) -> None:
    """Slots have the layout of the weights: they are converted with them, but for the forget bias."""
    model = Recurrent()
    model(*data()[:2])
    made = optimizer()
    result = restore(model, RECORDED / name, optimizer=made)
    assert result.ok
    slots = 2 if name == "adam_rnn" else 1
    assert len(result.matched) == 8 * (1 + slots)
    assert int(made.iterations) == 15
    assert apart(name, losses_of(model, made)) < LIMIT
    restore(model, RECORDED / name, strict=False)
    assert apart(name, losses_of(model, optimizer())) > 10 * LIMIT


def test_slots_of_recurrent_layers_that_are_missing() -> None:
    model = Recurrent()
    model(*data()[:2])
    with pytest.raises(
        CheckpointMismatch, match=r"net/lstm/basic_lstm_cell/kernel/Adam'"
    ) as raised:
        restore(model, RECORDED / "momentum_rnn", optimizer=keras.optimizers.Adam())
    assert len(raised.value.result.missing) == 16


def test_slots_under_names_of_ones_own() -> None:
    """What a project's own TF1 optimizer called `adam_m` and `adam_v`, in a Keras optimizer of the project."""
    model, rename = keras_model()
    model(*data()[:2])
    optimizer = DecayingAdam(0.01)
    slot_names = {"m": "adam_m", "v": "adam_v"}
    result = restore(
        model,
        RECORDED / "decaying_adam",
        rename=rename,
        optimizer=optimizer,
        slot_names=slot_names,
    )
    assert result.ok and not result.unused[1:]  # the step
    assert int(optimizer.iterations) == 15
    assert apart("decaying_adam", losses_of(model, optimizer)) < LIMIT
    # Keras' own optimizers take them too, by the names of their attributes.
    adam = keras.optimizers.AdamW(0.01)
    names = {"momentums": "adam_m", "velocities": "adam_v"}
    assert restore(
        model, RECORDED / "decaying_adam", rename=rename, optimizer=adam, slot_names=names
    ).ok
    (kernel,) = [v for v in adam._velocities if tuple(v.shape) == (10, 8)]
    recorded = Reader(RECORDED / "decaying_adam").read("net/hidden/kernel/adam_v")
    np.testing.assert_array_equal(kernel.numpy(), recorded)


def test_slot_names_that_the_optimizer_does_not_have() -> None:
    model, rename = keras_model()
    model(*data()[:2])
    with pytest.raises(ValueError, match=r"no slots 'moments'; those it has: m, v$"):
        restore(
            model,
            RECORDED / "decaying_adam",
            rename=rename,
            optimizer=DecayingAdam(0.01),
            slot_names={"moments": "adam_m"},
        )


def test_defaults_of_keras_are_near_but_not_the_same() -> None:
    """Adam's epsilon, 1e-7 in Keras and 1e-8 in TF1, is within the limit on this network."""
    model, rename = keras_model()
    model(*data()[:2])
    optimizer = keras.optimizers.Adam(0.01)
    restore(model, RECORDED / "adam", rename=rename, optimizer=optimizer)
    assert apart("adam", losses_of(model, optimizer)) < LIMIT


def test_an_optimizer_that_was_built_keeps_its_variables() -> None:
    """Only the head is trained; slots are found by variable, not by place."""
    model, rename = keras_model()
    model(*data()[:2])
    optimizer = keras.optimizers.Adam(0.01, epsilon=1e-8)
    head = model.out.trainable_variables[::-1]
    optimizer.build(head)
    result = restore(model, RECORDED / "adam", rename=rename, optimizer=optimizer)
    assert result.ok
    slots = {name for name in result.matched if "/Adam" in name}
    assert slots == {f"net/out/{v}/{s}" for v in ("kernel", "bias") for s in ("Adam", "Adam_1")}
    reader = Reader(RECORDED / "adam")
    by_path = {v.path: v.numpy() for v in optimizer.variables}
    kernel = next(v for path, v in by_path.items() if path.endswith("kernel_velocity"))
    np.testing.assert_array_equal(kernel, reader.read("net/out/kernel/Adam_1"))


def test_slots_that_are_missing_are_listed() -> None:
    model, rename = keras_model()
    model(*data()[:2])
    optimizer = keras.optimizers.Adam(0.01)
    with pytest.raises(CheckpointMismatch, match=r"net/hidden/kernel/Adam_1") as raised:
        restore(model, RECORDED / "momentum", rename=rename, optimizer=optimizer)
    assert len(raised.value.result.missing) == 10
    assert int(optimizer.iterations) == 0


@pytest.mark.parametrize(
    ("optimizer", "error", "text"),
    [
        (keras.optimizers.Adadelta, TypeError, "cannot restore a Adadelta: Adam, SGD, RMSprop"),
        (keras.optimizers.Adadelta, TypeError, "slot_names="),
        (keras.optimizers.SGD, ValueError, "SGD has some with momentum only"),
    ],
)
def test_optimizers_without_counterpart(optimizer: Any, error: Any, text: str) -> None:
    model, rename = keras_model()
    model(*data()[:2])
    with pytest.raises(error, match=text):
        restore(model, RECORDED / "adam", rename=rename, optimizer=optimizer())


def test_keras_squares_the_rows_of_a_sparse_gradient_one_by_one() -> None:
    """Why the documentation says to sum them: what it warns of is still so."""
    model, rename = keras_model()
    model(*data()[:2])
    optimizer = OPTIMIZERS["adam"]()
    restore(model, RECORDED / "adam", rename=rename, optimizer=optimizer)
    assert apart("adam", losses_of(model, optimizer, summed=False)) > LIMIT


@pytest.mark.parametrize("steps", [1, 40, 300, 5000, 60000])
@pytest.mark.parametrize("with_step", [True, False])
def test_steps_from_beta_powers(steps: int, with_step: bool, tmp_path: Path) -> None:
    """TF1 multiplies a float32 by beta at every step; what is left of the precision must do."""
    powers = {}
    for number, beta in ((1, np.float32(0.9)), (2, np.float32(0.999))):
        power = beta
        for _ in range(steps):
            power = np.float32(power * beta)
        powers[f"beta{number}_power"] = power
    extra = powers | ({"global_step": np.int64(steps)} if with_step else {})
    variable = tf.Variable([1.0], name="w")
    slots = {"w/Adam": np.float32([2.0]), "w/Adam_1": np.float32([3.0])}
    path = save_tf1([variable], tmp_path / "m", extra=extra | slots)
    optimizer = keras.optimizers.Adam()
    restore([variable], path, optimizer=optimizer)
    counted = int(optimizer.iterations)
    assert counted == steps if with_step or steps <= 300 else abs(counted - steps) < 0.01 * steps
