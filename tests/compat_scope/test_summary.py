"""Layers with image summaries in them run eagerly, in a trace and in a graph."""

from __future__ import annotations

import tensorflow as tf

from migrate import compat_scope


def test_an_image_in_every_mode() -> None:
    x = tf.ones([1, 4, 4, 1])
    assert compat_scope.summary.image("x", x).numpy() == b""

    @tf.function
    def traced(tensor: tf.Tensor) -> tf.Tensor:
        compat_scope.summary.image("x", tensor)
        return tensor + 1

    assert float(traced(x)[0, 0, 0, 0]) == 2.0
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        made = compat_scope.summary.image("x", tf.ones([1, 4, 4, 1]), max_outputs=1)
        found = tf.compat.v1.Summary.FromString(session.run(made))
        assert [value.tag for value in found.value] == ["x/image"]
        assert tf.compat.v1.get_collection("summaries") == [made]
