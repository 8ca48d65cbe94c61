"""Records what the Saver of TF 1.15.5 writes for `tf.contrib.cudnn_rnn`'s layers, and how TF1 splits their weights.

    python record_cudnn.py        # Python 3.7, TF 1.15.5; writes tests/compat_rnn/recorded/cudnn_saver.json

The layers run on a GPU only, but their graphs can be built without one, and their saveables named. What
`CudnnParamsFormatConverter...` does to weights runs anywhere.
"""

from __future__ import absolute_import, division, print_function

import io
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, os.pardir, "compat_rnn", "recorded", "cudnn_saver.json")
KINDS = ("LSTM", "GRU", "RNNTanh", "RNNRelu")
DIRECTIONS = ("unidirectional", "bidirectional")
LAYERS, UNITS, SIZE = 2, 4, 5


def saved(tf, build):
    from tensorflow.python.ops import variables
    from tensorflow.python.training.saving import saveable_object_util as util

    with tf.Graph().as_default():
        build(tf, lambda: tf.placeholder(tf.float32, [7, 3, SIZE]))
        named = util.op_list_to_dict(variables._all_saveable_objects())
        return sorted(s.name for each in util.validate_and_slice_inputs(named) for s in each.specs)


def layer(kind, direction):
    def build(tf, x):
        getattr(tf.contrib.cudnn_rnn, "Cudnn" + kind)(LAYERS, UNITS, direction=direction)(x())

    return build


def built_before(tf, x):
    made = tf.contrib.cudnn_rnn.CudnnLSTM(1, UNITS)
    made.build([7, 3, SIZE])
    made(x())


def in_scopes(tf, x):
    with tf.variable_scope("enc"):
        tf.contrib.cudnn_rnn.CudnnLSTM(1, UNITS, name="l1")(x())
        tf.contrib.cudnn_rnn.CudnnLSTM(1, UNITS)(x())
        with tf.variable_scope("in"):
            made = tf.contrib.cudnn_rnn.CudnnGRU(1, UNITS)
            made.build([7, 3, SIZE])
        made(x())


def programs():
    found = {k + " " + d: layer(k, d) for k in KINDS for d in DIRECTIONS}
    found.update({"built before": built_before, "in scopes": in_scopes})
    return found


def shapes(kind, direction):
    """Of the canonical weights, then the biases, as the saveable lists them."""
    weights, biases = [], []
    sizes = [SIZE] + [UNITS * (1 + (direction == "bidirectional"))] * (LAYERS - 1)
    for size in sizes:
        for _ in range(1 + (direction == "bidirectional")):
            if kind == "GRU":
                weights += [[size + UNITS, 2 * UNITS], [size, UNITS], [UNITS, UNITS]]
                biases += [[2 * UNITS], [UNITS], [UNITS]]
            else:
                gates = 4 if kind == "LSTM" else 1
                weights.append([size + UNITS, gates * UNITS])
                biases.append([gates * UNITS])
    return weights + biases


def ramps(kind, direction):
    return [
        np.sin(1.0 + i + np.arange(np.prod(shape))).reshape(shape).astype(np.float32)
        for i, shape in enumerate(shapes(kind, direction))
    ]


def opaque(tf, kind, direction):
    """All weights in cuDNN's order, then all biases."""
    from tensorflow.contrib.cudnn_rnn.python.ops import cudnn_rnn_ops as ops

    name = {"RNNTanh": "Tanh", "RNNRelu": "Relu"}.get(kind, kind)
    converter = getattr(ops, "CudnnParamsFormatConverter" + name)
    with tf.Graph().as_default(), tf.Session() as sess:
        made = converter(LAYERS, UNITS, SIZE, direction=direction)
        weights, biases = made._tf_canonical_to_cu_canonical(
            [tf.constant(v) for v in ramps(kind, direction)], None
        )
        parts = [np.ravel(v) for v in sess.run(list(weights) + list(biases))]
        return [round(float(v), 6) for v in np.concatenate(parts)]


def main():
    import tensorflow as tf

    tf.compat.v1.logging.set_verbosity("FATAL")
    found = {
        "keys": {name: saved(tf, build) for name, build in programs().items()},
        "opaque": {k + " " + d: opaque(tf, k, d) for k in KINDS for d in DIRECTIONS},
    }
    with io.open(OUT, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
