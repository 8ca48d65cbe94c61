"""Random draws for scheduled sampling and sampling decoders, with TF 1.15's ops and so its draws per seed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

__all__ = ["bernoulli_sample", "categorical_sample"]


def _draw(sample_n: Callable[[Any], Any], sample_shape: Any) -> Any:
    shape = tf.reshape(tf.convert_to_tensor(sample_shape, dtype=tf.int32), [-1])
    samples = sample_n(tf.reduce_prod(shape))
    return tf.reshape(samples, tf.concat([shape, tf.shape(samples)[1:]], 0))


def bernoulli_sample(
    probs: Any = None,
    logits: Any = None,
    dtype: Any = tf.int32,
    sample_shape: Any = (),
    seed: int | None = None,
) -> Any:
    """`sample_shape` independent draws, each 1 (or True) with probability `probs`."""
    probs = tf.sigmoid(logits) if probs is None else tf.convert_to_tensor(probs)

    def draw(n: Any) -> Any:
        shape = tf.concat([[n], tf.shape(probs)], 0)
        uniform = tf.compat.v1.random_uniform(shape, seed=seed, dtype=probs.dtype)
        return tf.cast(tf.less(uniform, probs), dtype)

    return _draw(draw, sample_shape)


def categorical_sample(
    logits: Any, dtype: Any = tf.int32, sample_shape: Any = (), seed: int | None = None
) -> Any:
    """`sample_shape` draws of a class for each row of `[..., classes]` logits."""
    logits = tf.convert_to_tensor(logits)
    flat = logits if logits.shape.rank == 2 else tf.reshape(logits, [-1, tf.shape(logits)[-1]])
    draw_dtype = tf.int64 if logits.dtype.size > 4 else tf.int32

    def draw(n: Any) -> Any:
        draws = tf.compat.v1.multinomial(flat, n, seed=seed, output_dtype=draw_dtype)
        shape = tf.concat([[n], tf.shape(logits)[:-1]], 0)
        return tf.cast(tf.reshape(tf.transpose(draws), shape), dtype)

    return _draw(draw, sample_shape)
