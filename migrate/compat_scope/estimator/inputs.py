"""``tf.estimator.inputs``: input functions over arrays in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import tensorflow as tf

__all__ = ["numpy_input_fn", "pandas_input_fn"]


def numpy_input_fn(
    x: Any,
    y: Any = None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
) -> Callable[[], Any]:
    """An input function that gives `(features, labels)`, or features alone, in batches.

    As in TF 1.15 (estimator/inputs/numpy_io.py) a batch may hold the end of one epoch and the start of the next; only
    the last one is smaller. `queue_capacity` and `num_threads` say how TF1 filled its queue, and have no effect.

    Args:
      x: an array, or arrays by name, all of the same length.
      y: an array, arrays by name, or None.

    Raises:
      ValueError: `shuffle` is not said; from the function: the lengths or names do not fit.
      TypeError: from the function: `x` or `y` is neither an array nor a dictionary.
    """
    del queue_capacity, num_threads
    if not isinstance(shuffle, bool):
        raise ValueError(
            "shuffle must be provided and explicitly set as boolean "
            f"(it is recommended to set it as True for training); got {shuffle}"
        )

    def input_fn() -> Any:
        features = _columns(x, "x")
        labels = None if y is None else _columns(y, "y")
        if isinstance(y, Mapping) and set(features) & set(labels or {}):
            duplicates = set(features) & set(labels or {})
            raise ValueError(
                f"{len(duplicates)} duplicate keys are found in both x and y: {duplicates}"
            )
        every = {("x", k): v for k, v in features.items()}
        every |= {("y", k): v for k, v in (labels or {}).items()}
        lengths = {name: len(array) for (_, name), array in every.items()}
        if len(set(lengths.values())) != 1:
            raise ValueError(
                "Length of tensors in x and y is mismatched. All elements in x and y must have the same length. "
                f"Lengths: {lengths}"
            )
        got = _batches(every, batch_size, num_epochs, shuffle)
        given = {name: got["x", name] for name in features}
        first = given if isinstance(x, Mapping) else given[""]
        if labels is None:
            return first
        wanted = {name: got["y", name] for name in labels}
        return first, wanted if isinstance(y, Mapping) else wanted[""]

    return input_fn


def pandas_input_fn(
    x: Any,
    y: Any = None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
    target_column: str = "target",
) -> Callable[[], Any]:
    """The same over a data frame, whose columns are the features, and a series.

    Raises:
      ValueError: as those of :func:`numpy_input_fn`, or the indices differ.
    """
    del target_column
    if y is not None and not np.array_equal(x.index, y.index):
        raise ValueError(f"Index for x and y are mismatched.\nIndex for x: {x.index}\n")
    arrays = {str(name): x[name].to_numpy() for name in x.columns}
    labels = None if y is None else y.to_numpy()
    more = (batch_size, num_epochs, shuffle, queue_capacity, num_threads)
    return numpy_input_fn(arrays, labels, *more)


def _columns(given: Any, name: str) -> dict[str, np.ndarray]:
    """The arrays by name; a single one has the name ""."""
    if isinstance(given, Mapping):
        if not given:
            raise ValueError(f"{name} cannot be an empty dict")
        return {key: np.asarray(given[key]) for key in sorted(given)}
    if isinstance(given, np.ndarray):
        return {"": given}
    raise TypeError(f"{name} must be a dict or array; got {type(given).__name__}")


def _batches(
    arrays: Mapping[tuple[str, str], np.ndarray],
    batch_size: int,
    num_epochs: int | None,
    shuffle: bool,
) -> dict[tuple[str, str], Any]:
    """The tensors of the next batch; what holds the arrays is outside of the graph."""
    keys = list(arrays)
    length = len(arrays[keys[0]])

    def rows() -> Iterator[int]:
        epoch = 0
        while num_epochs is None or epoch < num_epochs:
            yield from np.random.permutation(length) if shuffle else range(length)
            epoch += 1

    def batches() -> Iterator[tuple[np.ndarray, ...]]:
        waiting: list[int] = []
        for row in rows():
            waiting.append(row)
            if len(waiting) == batch_size:
                yield tuple(arrays[key][waiting] for key in keys)
                waiting = []
        if waiting:
            yield tuple(arrays[key][waiting] for key in keys)

    types = tuple(tf.as_dtype(arrays[key].dtype) for key in keys)
    shapes = tuple(tf.TensorShape([None, *arrays[key].shape[1:]]) for key in keys)
    data = tf.compat.v1.data.Dataset.from_generator(batches, types, shapes)
    iterator = tf.compat.v1.data.make_initializable_iterator(data)
    initializers = tf.compat.v1.GraphKeys.TABLE_INITIALIZERS  # which sessions of estimators run
    tf.compat.v1.add_to_collection(initializers, iterator.initializer)
    return dict(zip(keys, iterator.get_next(), strict=True))
