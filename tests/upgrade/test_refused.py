"""Calls in the manner of TF 0.x: said of those that TF 1.15 refuses, each recorded from TF 1.15.5, and of no others."""

from __future__ import annotations

import pytest

# What TF 1.15.5 raised, for float32 matrices `x` and `y` and integers `n`.
REFUSED = {
    "tf.concat(0, [x, y])": "ValueError: Shape (2, 2, 3) must have rank 0",
    "tf.concat(concat_dim=0, values=[x, y])": "TypeError: got an unexpected keyword argument 'concat_dim'",
    "tf.split(1, 3, x)": "TypeError: Input 'split_dim' of 'Split' Op has type float32",
    "tf.split(split_dim=1, num_split=3, value=x)": "TypeError: got an unexpected keyword argument 'split_dim'",
    "tf.nn.softmax_cross_entropy_with_logits(x, y)": "ValueError: Only call ... with named arguments",
    "tf.nn.softmax_cross_entropy_with_logits(x, labels=y)": "ValueError: Only call ... with named arguments",
    "tf.nn.sigmoid_cross_entropy_with_logits(x, y)": "ValueError: Only call ... with named arguments",
    "tf.nn.sparse_softmax_cross_entropy_with_logits(x, n)": "ValueError: Only call ... with named arguments",
    "tf.reverse(x, dims=[False, True])": "TypeError: got an unexpected keyword argument 'dims'",
    "tf.nn.rnn_cell.BasicLSTMCell(3, input_size=4)": "TypeError: Keyword argument not understood",
    "tf.contrib.rnn.GRUCell(3, input_size=4)": "TypeError: Keyword argument not understood",
    "tf.image.resize_images(x, 4, 4)": "ValueError: 'size' must be a 1-D Tensor of 2 elements",
    "tf.contrib.layers.fully_connected(x, 3, weight_init=None)": "TypeError: unexpected keyword argument 'weight_init'",
    "tf.contrib.layers.fully_connected(x, num_output_units=3)": "TypeError: unexpected keyword argument",
    "tf.contrib.layers.convolution2d(x, 3, [2, 2], weight_init=None)": "TypeError: unexpected keyword argument",
}
TAKEN = [
    "tf.concat([x, y], 0)",
    "tf.concat(values=[x, y], axis=0)",
    "tf.split(x, 3, 1)",
    "tf.split(*n)",
    "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=x)",
    "tf.nn.softmax_cross_entropy_with_logits(None, y, x)",
    "tf.nn.softmax_cross_entropy_with_logits_v2(x, y)",
    "tf.reverse(x, [False, True])",
    "tf.image.resize_images(x, [4, 4])",
    "tf.image.resize_images(x, n)",
]


def codes(migrate_tree, call: str) -> list[tuple[int, str]]:
    text = f"import tensorflow as tf\n\n\ndef f(x, y, n):\n    v = tf.get_variable('v', [1])\n    return {call}\n"
    found = migrate_tree({"module.py": text})["module.py"].diagnostics
    return [(d.source_line or d.line, d.code) for d in found if d.code == "TF112"]


@pytest.mark.parametrize("call", REFUSED)
def test_refused(migrate_tree, call):
    assert [code for _, code in codes(migrate_tree, call)] == ["TF112"]


@pytest.mark.parametrize("call", TAKEN)
def test_taken(migrate_tree, call):
    assert codes(migrate_tree, call) == []


def test_the_message_says_what_to_write(migrate_tree):
    text = "import tensorflow as tf\n\n\ndef f(x):\n    return tf.mul(x, tf.get_variable('v', [1])), tf.concat(0, [x])\n"
    found = migrate_tree({"module.py": text})["module.py"].diagnostics
    assert [d.message for d in found] == [
        "tf.mul is not a symbol of TensorFlow 1.15: since TF 1.0 it is tf.multiply",
        "TF 1.15 refuses this call of tf.concat: since TF 1.0 the axis comes last: tf.concat(values, axis)",
    ]
