"""The random state of Keras layers, which TF1 had no variable for: TF1's random ops kept theirs to themselves."""

from __future__ import annotations

from typing import Any

import tensorflow as tf


class FreshSeed:
    """In a graph, in place of the variable in which Keras counts: every run draws a seed.

    Nobody would run the assignment that counts on, so that every run would draw the same numbers, and a variable
    would be one that TF1's checkpoints do not have. The draw follows ``tf.set_random_seed``.
    """

    def __init__(self, seed: int | None, dtype: Any) -> None:
        self.seed = seed
        self.dtype = tf.as_dtype(dtype)
        self.shape = tf.TensorShape([2])

    def assign(self, value: Any) -> Any:
        """Does nothing: there is nothing to count."""
        return value

    def value(self) -> Any:
        """A tensor with a new seed in each run."""
        drawn = tf.random.uniform([2], 0, 2**31 - 1, tf.int32, seed=self.seed)
        return tf.cast(drawn, self.dtype)

    def __mul__(self, other: Any) -> Any:
        return self.value() * other

    def __add__(self, other: Any) -> Any:
        return self.value() + other


def _as_tensor(seed: FreshSeed, dtype: Any = None, name: Any = None, as_ref: bool = False) -> Any:
    del name, as_ref
    return seed.value() if dtype is None else tf.cast(seed.value(), dtype)


tf.register_tensor_conversion_function(FreshSeed, _as_tensor)
