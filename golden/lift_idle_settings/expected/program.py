"""Restores the unit and runs it in a session, whose variables are references."""

import tensorflow as tf
from migrate import compat_scope

import cells

tf.compat.v1.disable_v2_behavior()


def run(checkpoint, units, x, h):
    first = tf.compat.v1.placeholder(tf.float32, [None, 3])
    state = tf.compat.v1.placeholder(tf.float32, [None, units])
    outputs = compat_scope.get_layer(cells.Forward, units)(first, state)
    with tf.compat.v1.Session() as sess:
        tf.compat.v1.train.Saver().restore(sess, checkpoint)
        names = [v.op.name for v in compat_scope.global_variables()]
        return dict(sess.run(outputs, {first: x, state: h}), names=names)
