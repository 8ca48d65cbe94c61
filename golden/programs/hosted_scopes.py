"""First values, losses and numbers of what stays in scopes that say something about it, inside of layers."""
import numpy as np
import tensorflow as tf


def scaled(x, scope="scaled"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gamma_%d" % i, [3])
            i += 1
        return x


def halved(getter, name, *args, **kwargs):
    return 0.5 * getter(name, *args, **kwargs)


def block(x, value, scope="block", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="dense", kernel_initializer=tf.constant_initializer(0.1))
        with tf.variable_scope("scales", initializer=tf.constant_initializer(value)):
            h = scaled(h)
            with tf.variable_scope("inner", initializer=tf.constant_initializer(2.0 * value)):
                h = scaled(h)
        with tf.variable_scope("half", custom_getter=halved, initializer=tf.constant_initializer(3.0),
                               regularizer=tf.contrib.layers.l2_regularizer(0.5)):
            h = scaled(h)
        with tf.variable_scope(None, "block"):
            h = scaled(h)
        with tf.variable_scope(None, "block", initializer=tf.ones_initializer()) as counted:
            print(counted.name)
            h = scaled(h)
        return h


x = tf.placeholder(tf.float32, [None, 3])
with tf.variable_scope("top", initializer=tf.constant_initializer(0.25)):
    y = block(x, 0.5)
    y = block(y, 0.5, reuse=True)
    y = block(y, 1.5, scope="other")
loss = tf.losses.get_regularization_loss()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in tf.global_variables():
        print(v.op.name, np.round(sess.run(v).ravel()[:3], 4).tolist())
    print(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))
    out, total = sess.run([y, loss], {x: np.ones([1, 3], np.float32)})
    print(np.round(out, 4).tolist(), round(float(total), 4))
