import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(2):
            with tf.variable_scope("p%d" % i):
                with tf.variable_scope(None, "blk"):
                    x = tf.layers.dense(x, 3)
                x = tf.layers.dense(x, 3)
        with tf.variable_scope("p1"):
            x = tf.layers.dense(x, 3)
            with tf.variable_scope(None, "blk"):
                x = tf.layers.dense(x, 3, name="dense")
        return x


def forward(x):
    return net(x)
