"""Sizes of static shapes: `Dimension` objects in a TF1 graph program, plain numbers in layers written for TensorFlow 2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import tensorflow as tf

_v1 = tf.compat.v1


def has_dimensions() -> bool:
    """Whether the sizes in a `tf.TensorShape` are `Dimension` objects now (``disable_v2_behavior``)."""
    return isinstance(tf.TensorShape([1])[0], _v1.Dimension)


@contextmanager
def plain_sizes(wanted: bool = True) -> Iterator[bool]:
    """Within, sizes are numbers, or `Dimension` objects if not `wanted`; yields whether that changed anything."""
    change = has_dimensions() is wanted
    if change:
        _switch(wanted)
    try:
        yield change
    finally:
        if change:
            _switch(not wanted)


def _switch(plain: bool) -> None:
    if plain:
        _v1.enable_v2_tensorshape()
    else:
        _v1.disable_v2_tensorshape()
