import tensorflow as tf


def encoder(x, depth, scope="encoder"):
    with tf.variable_scope(scope) as vs:
        for i in range(depth):
            x = tf.layers.dense(x, 3, name="fc_%d" % i)
        vs.reuse_variables()
        return tf.layers.dense(x, 3, name="fc_1")


def forward(x):
    return encoder(x, 2)
