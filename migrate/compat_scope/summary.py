"""TF1's `tf.summary` where `tf.compat.v1.summary` works in graphs only."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted


@not_converted
def image(
    name: str, tensor: Any, max_outputs: int = 3, collections: Any = None, family: str | None = None
) -> Any:
    """A serialized summary of images.

    Eagerly its kernel cannot be called (the color of bad pixels is an attribute that eager ops have no type for), and nothing
    could collect the result: an empty summary, as TF1 gave where summaries were switched off.
    """
    if tf.executing_eagerly():
        return tf.constant(b"")
    return tf.compat.v1.summary.image(name, tensor, max_outputs, collections, family)
