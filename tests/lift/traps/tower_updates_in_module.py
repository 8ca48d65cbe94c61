# graph only: eager tensors have no names
import tensorflow as tf


def block(x, name):
    with tf.variable_scope(name):
        x = tf.layers.dense(x, 3, name="fc")
        return tf.layers.batch_normalization(x, training=True, name="bn")


def net(x, reuse=None):
    with tf.variable_scope("net", reuse=reuse):
        return block(block(x, "one"), "two")


def forward(x):
    counts = []
    for i in range(2):
        with tf.name_scope("gpu%d" % i) as scope:
            y = net(x, reuse=i > 0)
            tf.add_to_collection("heads", y)
            counts.append(float(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS, scope))))
            counts.append(float(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS, "gpu0/net"))))
    y = net(x * 0.5, reuse=True)
    counts.append(float(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS, "net"))))
    counts.append(float(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS))))
    return y + tf.reduce_sum(tf.constant(counts) * [1.0, 0.1, 10.0, 0.01, 0.001, 0.5])
