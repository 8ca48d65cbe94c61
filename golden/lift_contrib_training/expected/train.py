import numpy as np
import tensorflow as tf
from migrate import compat_scope

import model

tf.compat.v1.disable_v2_behavior()


def build():
    images = tf.compat.v1.placeholder(tf.float32, [None, 6, 6, 2], name="images")
    is_training = tf.compat.v1.placeholder(tf.bool, [], name="is_training")
    with compat_scope.variable_scope("model"):
        return compat_scope.get_layer(model.Net)(images, is_training)


def run(checkpoint, images, is_training):
    """Trains two steps from a checkpoint; evaluates before and after with the same graph."""
    logits = build()
    loss = tf.reduce_mean(tf.square(logits - 1.0))
    saver = tf.compat.v1.train.Saver()
    with tf.control_dependencies(compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS)):
        train = tf.compat.v1.train.GradientDescentOptimizer(0.01).minimize(loss)
    feed, fit = {"images:0": images, "is_training:0": False}, {"images:0": images, "is_training:0": True}
    with tf.compat.v1.Session() as sess:
        sess.run(compat_scope.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(logits, feed)
        for _ in range(2):
            sess.run(train, fit)
        after = sess.run(logits, feed)
        moving = [v for v in compat_scope.global_variables() if "moving" in v.name]
        values = sess.run(moving, feed)
    return {
        "before": before,
        "after": after,
        "moving": dict(zip([v.op.name.replace("/", ".") for v in moving], values)),
        "updates": np.int64(len(compat_scope.get_collection(compat_scope.GraphKeys.UPDATE_OPS))),
    }
