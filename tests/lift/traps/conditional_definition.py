import tensorflow as tf

BIASED = True

if BIASED:

    def dense(x, name):
        with tf.variable_scope(name):
            return tf.layers.dense(x, 3)

else:

    def dense(x, name):
        with tf.variable_scope(name):
            return tf.layers.dense(x, 3, use_bias=False)


def net(x):
    return dense(dense(x, "a"), "b")


def forward(x):
    return net(x)
