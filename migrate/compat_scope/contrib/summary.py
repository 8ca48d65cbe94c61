"""``tf.contrib.summary``: the beginnings of TF 2's ``tf.summary``, with the global step as the step, and nothing recorded by default."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.train import get_or_create_global_step

__all__ = [
    "always_record_summaries",
    "audio",
    "histogram",
    "image",
    "never_record_summaries",
    "record_summaries_every_n_global_steps",
    "scalar",
    "should_record_summaries",
    "summary_writer_initializer_op",
]


class _Local(threading.local):
    asked = False  # whether a context says when to record


_local = _Local()


@contextmanager
def _recording(condition: Any) -> Iterator[None]:
    before, _local.asked = _local.asked, True
    try:
        with tf.summary.record_if(condition):
            yield
    finally:
        _local.asked = before


def always_record_summaries() -> Any:
    """A context in which every summary is recorded."""
    return _recording(True)


def never_record_summaries() -> Any:
    """A context in which no summary is recorded."""
    return _recording(False)


def record_summaries_every_n_global_steps(n: int, global_step: Any = None) -> Any:
    """A context in which summaries are recorded when `n` divides the global step."""
    step = get_or_create_global_step() if global_step is None else global_step

    def due() -> Any:
        return tf.equal(tf.cast(step, tf.int64) % n, 0)

    return _recording(due() if in_graph() else due)


def should_record_summaries() -> Any:
    """Whether summaries are recorded here: a truth value, or a tensor of one."""
    return tf.summary.should_record_summaries() if _local.asked else False


def summary_writer_initializer_op() -> list[Any]:
    """In a graph, the ops that make the writers ready."""
    if not in_graph():
        raise RuntimeError("tf.contrib.summary.summary_writer_initializer_op is for graphs only.")
    return tf.compat.v1.get_collection("_SUMMARY_WRITER_V2")  # type: ignore[no-any-return]


@not_converted
def scalar(name: str, tensor: Any, family: str | None = None, step: Any = None) -> Any:
    """Records a number."""
    metadata = tf.compat.v1.SummaryMetadata()
    metadata.plugin_data.plugin_name = "scalars"  # what TensorBoard takes for one

    def write(at: Any) -> Any:
        with tf.summary.experimental.summary_scope(_in_family(name, family), "scalar") as (tag, _):
            tag = tag if family is None else f"{family}/{tag}"
            return tf.summary.write(tag, tf.cast(tensor, tf.float32), at, metadata)

    return _record(write, step)


@not_converted
def histogram(name: str, tensor: Any, family: str | None = None, step: Any = None) -> Any:
    """Records how values are distributed; needs TensorBoard, as ``tf.summary.histogram`` does."""
    return _record(lambda at: tf.summary.histogram(_in_family(name, family), tensor, at), step)


@not_converted
def image(
    name: str,
    tensor: Any,
    bad_color: Any = None,
    max_images: int = 3,
    family: str | None = None,
    step: Any = None,
) -> Any:
    """Records images; needs TensorBoard, as ``tf.summary.image`` does. `bad_color` says nothing any more."""
    del bad_color
    return _record(
        lambda at: tf.summary.image(_in_family(name, family), tensor, at, max_images), step
    )


@not_converted
def audio(
    name: str,
    tensor: Any,
    sample_rate: Any,
    max_outputs: int,
    family: str | None = None,
    step: Any = None,
) -> Any:
    """Records sounds; needs TensorBoard, as ``tf.summary.audio`` does."""
    return _record(
        lambda at: tf.summary.audio(
            _in_family(name, family), tensor, sample_rate, at, max_outputs=max_outputs
        ),
        step,
    )


def _in_family(name: str, family: str | None) -> str:
    return name if family is None else f"{family}/{name}"


def _record(write: Callable[[Any], Any], step: Any) -> Any:
    """Writes where a context asks for it: elsewhere TF 1 recorded nothing."""
    if not _local.asked:
        return tf.no_op()
    step = get_or_create_global_step() if step is None else step
    return write(tf.cast(step, tf.int64))
