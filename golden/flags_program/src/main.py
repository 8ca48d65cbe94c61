#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Evaluates a small model – flags decide its size."""
import os
import sys

import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_integer("hidden", 5, "Number of hidden units [5]")
flags.DEFINE_float("keep_prob", 1.0, "Probability to keep a unit")
flags.DEFINE_string("activation", "tanh", "tanh or relu")
flags.DEFINE_boolean("bias", True, "Add a bias")
flags.DEFINE_enum("device", "cpu", ["cpu", "gpu"], "Where to run")
tf.flags.DEFINE_list("sizes", ["3", "2"], "Sizes of the last layers")
FLAGS = flags.FLAGS

RESULT = {}


def model():
    x = tf.placeholder(tf.float32, [None, 4], name="x")
    act = getattr(tf.nn, FLAGS.activation)
    with tf.variable_scope("model"):
        w = tf.get_variable("w", [4, FLAGS.hidden])
        h = act(tf.matmul(x, w))
        h = tf.nn.dropout(h, FLAGS.keep_prob)
        for i, size in enumerate(FLAGS.sizes):
            h = tf.contrib.layers.fully_connected(h, int(size), scope="fc_%d" % i)
        if FLAGS.bias:
            h = tf.nn.bias_add(h, tf.get_variable("b", [int(FLAGS.sizes[-1])]))
    return x, h


def build():
    FLAGS(["prog"])
    return model()[1]


def main(_):
    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.logging.info("running on %s", FLAGS.device)
    if not tf.gfile.Exists(RESULT["checkpoint"] + ".index"):
        tf.logging.fatal("no checkpoint")
        return 1
    x, y = model()
    saver = tf.train.Saver()
    with tf.Session() as sess:
        saver.restore(sess, RESULT["checkpoint"])
        RESULT["y"] = sess.run(y, feed_dict={x: RESULT["x"]})
    RESULT["names"] = sorted(os.path.basename(v.op.name) for v in tf.trainable_variables())


def run(checkpoint, x):
    RESULT.update(checkpoint=checkpoint, x=x)
    try:
        tf.app.run(main=main, argv=["main.py", "--activation=relu", "--hidden", "5"])
    except SystemExit as e:
        RESULT["status"] = int(e.code or 0)
    del RESULT["checkpoint"], RESULT["x"]
    return RESULT


if __name__ == "__main__":
    tf.app.run()
