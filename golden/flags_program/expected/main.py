#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Evaluates a small model – flags decide its size."""
import os
import sys

import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

flags = tf.compat.v1.app.flags
flags.DEFINE_integer("hidden", 5, "Number of hidden units [5]")
flags.DEFINE_float("keep_prob", 1.0, "Probability to keep a unit")
flags.DEFINE_string("activation", "tanh", "tanh or relu")
flags.DEFINE_boolean("bias", True, "Add a bias")
flags.DEFINE_enum("device", "cpu", ["cpu", "gpu"], "Where to run")
tf.compat.v1.flags.DEFINE_list("sizes", ["3", "2"], "Sizes of the last layers")
FLAGS = flags.FLAGS

RESULT = {}


def model():
    x = tf.compat.v1.placeholder(tf.float32, [None, 4], name="x")
    act = getattr(tf.nn, FLAGS.activation)
    with compat_scope.variable_scope("model"):
        w = compat_scope.get_variable("w", [4, FLAGS.hidden])
        h = act(tf.matmul(x, w))
        h = compat_scope.nn.dropout(h, FLAGS.keep_prob)
        for i, size in enumerate(FLAGS.sizes):
            h = compat_scope.contrib.layers.fully_connected(h, int(size), scope="fc_%d" % i)
        if FLAGS.bias:
            h = tf.nn.bias_add(h, compat_scope.get_variable("b", [int(FLAGS.sizes[-1])]))
    return x, h


def build():
    FLAGS(["prog"])
    return model()[1]


def main(_):
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
    tf.compat.v1.logging.info("running on %s", FLAGS.device)
    if not tf.io.gfile.exists(RESULT["checkpoint"] + ".index"):
        tf.compat.v1.logging.fatal("no checkpoint")
        return 1
    x, y = model()
    saver = tf.compat.v1.train.Saver()
    with tf.compat.v1.Session() as sess:
        saver.restore(sess, RESULT["checkpoint"])
        RESULT["y"] = sess.run(y, feed_dict={x: RESULT["x"]})
    RESULT["names"] = sorted(os.path.basename(v.op.name) for v in compat_scope.trainable_variables())


def run(checkpoint, x):
    RESULT.update(checkpoint=checkpoint, x=x)
    try:
        tf.compat.v1.app.run(main=main, argv=["main.py", "--activation=relu", "--hidden", "5"])
    except SystemExit as e:
        RESULT["status"] = int(e.code or 0)
    del RESULT["checkpoint"], RESULT["x"]
    return RESULT


if __name__ == "__main__":
    tf.compat.v1.app.run()
