"""The lifted layers that a case calls, each made again from what Keras saves of it: the copy must compute the same.

Keras knows the classes of the case, as it would in another process, but of its functions only those that are registered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import configured
import numpy as np
import worker

# What is said of weights that a custom getter of a scope around a layer gives, outside that scope.
GETTERS = ("is what a custom getter returned", "asGotten")
Called = dict[int, tuple[Any, tuple[Any, ...], dict[str, Any]]]


@contextmanager
def called_layers() -> Iterator[Called]:
    """The layers that no other layer calls, by id, with what they are first called with."""
    import keras

    plain, found, inside = keras.layers.Layer.__call__, {}, []

    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        if not inside and keras.ops.is_tensor(args[0] if args else None):
            found.setdefault(id(layer), (layer, args, kwargs))
        inside.append(layer)
        try:
            return plain(layer, *args, **kwargs)
        finally:
            inside.pop()

    keras.layers.Layer.__call__ = call
    try:
        yield found
    finally:
        keras.layers.Layer.__call__ = plain


def check_copies(path: Path, called: Called) -> list[str]:
    """The layers of the case at `path` whose copies compute something else, or cannot be made."""
    classes = {n: c for n, c in configured.own_objects(path).items() if isinstance(c, type)}
    failures = set()
    for layer, args, kwargs in called.values():
        if type(layer) in classes.values():
            try:
                failures |= {f"{type(layer).__name__}: {line}" for line in _differences(layer, classes, args, kwargs)}
            except Exception as error:
                if not any(text in str(error) for text in (configured.REFUSED, *GETTERS)):
                    failures.add(f"{type(layer).__name__}: {type(error).__name__}: {error}")
    return sorted(failures)


def _differences(
    layer: Any, classes: dict[str, type], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> list[str]:
    import keras

    data = json.loads(json.dumps(keras.saving.serialize_keras_object(layer)))
    with keras.saving.custom_object_scope(classes):
        copy = keras.saving.deserialize_keras_object(data)
    layer(*args, **kwargs)  # there may be variables that are made only now
    weights, results = layer.get_weights(), []
    for one in (layer, layer, copy):
        one(*args, **kwargs)
        one.set_weights(weights)
        results.append(worker.leaves(one(*args, **kwargs)))
    if worker.compare_arrays(results[0], results[1], worker.FORWARD_TOLERANCE):
        return []  # it draws numbers
    return list(worker.compare_arrays(results[0], results[2], worker.FORWARD_TOLERANCE))
