"""Static shapes of transposed convolutions, as TF 1.15.5 prints them."""

from __future__ import annotations

import pytest
import tensorflow as tf

from migrate.compat_scope import nn

# What TF 1.15.5 says for an input of unknown batch size.
RECORDED = {
    "constant": [2, 8, 8, 16],
    "packed": [None, 8, 8, 16],
    "1d": [2, 8, 16],
    "atrous": [2, 4, 4, 16],
}


def shape_of(case: str) -> list[int | None]:
    images = tf.compat.v1.placeholder(tf.float32, [None, 4, 4, 8])
    kernel = tf.zeros([5, 5, 16, 8])
    if case == "1d":
        words = tf.compat.v1.placeholder(tf.float32, [None, 4, 8])
        out = nn.conv1d_transpose(words, tf.zeros([5, 16, 8]), output_shape=[2, 8, 16], strides=2)
    elif case == "atrous":
        out = nn.atrous_conv2d_transpose(images, kernel, [2, 4, 4, 16], 2, padding="SAME")
    else:
        batch = 2 if case == "constant" else tf.shape(images)[0]
        out = nn.conv2d_transpose(images, kernel, [batch, 8, 8, 16], strides=[1, 2, 2, 1])
    return out.shape.as_list()


@pytest.mark.parametrize("case", list(RECORDED))
def test_static_shape_is_that_of_tf1(case):
    with tf.Graph().as_default():
        assert shape_of(case) == RECORDED[case]


def test_keywords_of_both_kinds_mean_the_same():
    images, kernel = tf.ones([1, 2, 2, 3]), tf.ones([2, 2, 4, 3])
    old = nn.conv2d_transpose(images, kernel, [1, 4, 4, 4], strides=2)
    new = nn.conv2d_transpose(
        input=images, filters=kernel, output_shape=[1, 4, 4, 4], strides=2, dilations=1
    )
    assert old.shape == new.shape == (1, 4, 4, 4)
    assert bool(tf.reduce_all(old == new))
