"""Restores the unit and runs it in a session, whose variables are references."""

import tensorflow as tf

import cells


def run(checkpoint, units, x, h):
    first = tf.placeholder(tf.float32, [None, 3])
    state = tf.placeholder(tf.float32, [None, units])
    outputs = cells.forward(first, state, units)
    with tf.Session() as sess:
        tf.train.Saver().restore(sess, checkpoint)
        names = [v.op.name for v in tf.global_variables()]
        return dict(sess.run(outputs, {first: x, state: h}), names=names)
