import numpy as np
import tensorflow as tf

import model


def build():
    images = tf.placeholder(tf.float32, [None, 6, 6, 2], name="images")
    is_training = tf.placeholder(tf.bool, [], name="is_training")
    with tf.variable_scope("model"):
        return model.net(images, is_training)


def run(checkpoint, images, is_training):
    """Trains two steps from a checkpoint; evaluates before and after with the same graph."""
    logits = build()
    loss = tf.reduce_mean(tf.square(logits - 1.0))
    saver = tf.train.Saver()
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    feed, fit = {"images:0": images, "is_training:0": False}, {"images:0": images, "is_training:0": True}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        saver.restore(sess, checkpoint)
        before = sess.run(logits, feed)
        for _ in range(2):
            sess.run(train, fit)
        after = sess.run(logits, feed)
        moving = [v for v in tf.global_variables() if "moving" in v.name]
        values = sess.run(moving, feed)
    return {
        "before": before,
        "after": after,
        "moving": dict(zip([v.op.name.replace("/", ".") for v in moving], values)),
        "updates": np.int64(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS))),
    }
