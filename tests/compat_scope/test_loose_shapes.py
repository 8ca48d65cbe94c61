"""Sizes that are not integers, as TF 1.15.5 took them: what it made of each is recorded here."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from migrate import compat_scope

RECORDED = [
    ([1, True, 4], [1, 1, 4]),
    ([np.bool_(True), 2], [1, 2]),
    ([2.0, 3], [2, 3]),
    ([np.float32(2), 3], [2, 3]),
    ((np.prod([]), 2), [1, 2]),
    (["3", 2], [3, 2]),
    (np.array([2, 3]), [2, 3]),
    ([np.array([3])], [3]),
    (True, [1]),
    (np.int32(4), [4]),
    (3, [3]),
]


@pytest.mark.parametrize("graph", [False, True], ids=["eager", "graph"])
@pytest.mark.parametrize(("shape", "recorded"), RECORDED, ids=[repr(s) for s, _ in RECORDED])
def test_sizes_are_those_of_tf1(shape, recorded, graph):
    name = "loose" + "".join(c if c.isalnum() else "_" for c in repr(shape))
    with tf.Graph().as_default() if graph else tf.init_scope():
        with compat_scope.variable_scope("sizes"):
            variable = compat_scope.get_variable(name, shape)
        assert variable.shape.as_list() == recorded


def test_a_size_that_is_not_whole_is_refused_in_the_words_of_tf1():
    with pytest.raises(ValueError, match=r"^Ambiguous dimension: 2\.5$"):
        compat_scope.get_variable("ambiguous", [2.5, 1])


@pytest.mark.parametrize("graph", [False, True], ids=["eager", "graph"])
def test_layers_take_half_of_a_size(graph):
    """``size / 2`` is a float in Python 3, and TF 1.15.5 takes it for units and for filters."""
    with tf.Graph().as_default() if graph else tf.init_scope():
        images = tf.zeros([2, 6, 6, 3])
        with compat_scope.variable_scope(f"half_{graph}"):
            assert compat_scope.layers.conv2d(images, 8 / 2, 3).shape.as_list() == [2, 4, 4, 4]
            assert compat_scope.layers.dense(images, 8 / 2).shape.as_list() == [2, 6, 6, 4]


def test_a_cell_takes_half_of_a_size():
    """TF 1.15.5 gives the outputs the shape (2, 5, 4)."""
    cell = compat_scope.nn.rnn_cell.LSTMCell(8 / 2)
    outputs, state = compat_scope.nn.dynamic_rnn(cell, tf.zeros([2, 5, 3]), dtype=tf.float32)
    assert outputs.shape.as_list() == [2, 5, 4]
    assert state.h.shape.as_list() == [2, 4]
