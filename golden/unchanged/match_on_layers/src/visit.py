from typing import assert_never

import keras
from keras import layers


def describe(layer: keras.layers.Layer) -> str:
    match layer:
        case layers.Dense(units=units, activation=f) if f is not None:
            return f"dense of {units} with {f.__name__}"
        case layers.Conv1D(filters=n) | layers.Conv2D(filters=n):
            return f"{n} filters"
        case layers.BatchNormalization() | layers.LayerNormalization() as norm:
            return f"{norm.name}: {norm.epsilon:.0e}"
        case keras.Sequential(layers=[first, *_, last]):
            return f"{describe(first)} ... {describe(last)}"
        case layers.Layer():
            return layer.name
        case other:
            assert_never(other)


def option(argument: str | dict[str, object]):
    match argument:
        case {"variable_scope": str(scope), "reuse": True | None, **rest}:
            return scope, rest
        case "tf.AUTO_REUSE" | "tf.layers":
            return argument.removeprefix("tf.")
