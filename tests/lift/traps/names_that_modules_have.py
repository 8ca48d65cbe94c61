import tensorflow as tf


def narrow(x, keras=3):
    with tf.variable_scope("narrow"):
        return tf.layers.dense(x, keras, use_bias=False)


def local(x):
    keras = tf.get_variable("keras", [3, 3])
    return tf.layers.dense(tf.matmul(x, keras), 3)


def forward(x):
    with tf.variable_scope("a"):
        x = narrow(x)
    with tf.variable_scope("b"):
        return local(x)
