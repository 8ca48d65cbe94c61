"""Batch normalization whose outputs wait for its averages: nothing is collected, and runs of what is change nothing."""

import numpy as np
import tensorflow as tf


def block(x, training, scope="block"):
    with tf.variable_scope(scope):
        x = tf.layers.dense(x, 4, name="d", kernel_initializer=tf.constant_initializer(0.3))
        return tf.contrib.layers.batch_norm(x, is_training=training, decay=0.9, updates_collections=None, scope="bn")


def main():
    x = tf.placeholder(tf.float32, [None, 3])
    flag = tf.placeholder_with_default(True, [])
    y = block(x, flag)
    z = block(x, True, "other")
    loss = tf.reduce_mean(tf.square(y)) + tf.reduce_mean(tf.square(z))
    ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    print(len(ops))
    with tf.control_dependencies(ops):
        train = tf.train.GradientDescentOptimizer(0.0).minimize(loss)
    data = np.arange(12).reshape(4, 3).astype(np.float32)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(2):
            sess.run(train, {x: data})
            sess.run(ops, {x: data})
        for v in tf.global_variables():
            if "moving" in v.name:
                print(v.op.name, ["%.5f" % n for n in sess.run(v)])


main()
