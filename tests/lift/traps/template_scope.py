import tensorflow as tf


def net(x):
    with tf.variable_scope("outer"):
        shared = tf.make_template("shared", lambda h: tf.layers.dense(h, 3))
        x = shared(x)
    with tf.variable_scope("other"):
        return shared(x)


def forward(x):
    return net(x)
