"""`training` as a tensor, in a graph or a trace: Keras' own layers ask for a Python bool there.

TF1's layers took a placeholder. So each of Keras' layers that is told by a tensor does both, and the tensor decides
which result counts, and whether what it keeps (the statistics of batch normalization) changes.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import layers_within
from migrate.compat_scope.lifted.layer_updates import assignments
from migrate.compat_scope.modes import in_graph


class Deciding:
    """The layers of one call that may be told by a tensor.

    Attributes:
        decided: names of assignments -> the tensor that decides whether they count.
    """

    def __init__(self) -> None:
        self.decided: dict[str, Any] = {}
        self._hooked: list[Any] = []

    def prepare(self, layer: Any) -> None:
        """Takes care of Keras' own layers at and below `layer`."""
        for each in layers_within(layer):
            if not type(each).__module__.startswith("keras."):
                continue
            if any(each is known for known in self._hooked):
                continue
            if "training" in inspect.signature(each.call).parameters:
                self._hooked.append(each)
                each.call = self._either(each.call)

    def release(self) -> None:
        """Leaves the layers as they were."""
        for each in self._hooked:
            del each.call

    def _either(self, call: Any) -> Any:
        @functools.wraps(call)
        def either(*args: Any, training: Any = None, **kwargs: Any) -> Any:
            if not (tf.is_tensor(training) and tf.is_symbolic_tensor(training)):
                return call(*args, training=training, **kwargs)
            decides = tf.cast(training, tf.bool)
            run = functools.partial(call, *args, **kwargs)
            if not in_graph():
                return tf.cond(decides, lambda: run(training=True), lambda: run(training=False))
            graph = tf.compat.v1.get_default_graph()
            before = graph.version
            trained = run(training=True)
            for op in assignments(graph, before):
                self.decided[op.name] = decides
            return tf.nest.map_structure(
                lambda a, b: tf.where(decides, a, b), trained, run(training=False)
            )

        return either


@contextmanager
def decided_by_tensors(layer: Any) -> Iterator[Deciding]:
    """While `layer` is called, not eagerly."""
    deciding = Deciding()
    deciding.prepare(layer)
    try:
        yield deciding
    finally:
        deciding.release()
