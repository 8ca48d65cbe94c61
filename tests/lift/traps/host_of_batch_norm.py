import tensorflow as tf


def residual(fn, x, scope, training=False):
    with tf.variable_scope(scope):
        y = fn(x, training)
        return tf.layers.dense(y, 3, name="last") + x


def forward(x):
    def norm(h, training):
        h = tf.layers.batch_normalization(h, training=training)
        return tf.contrib.layers.batch_norm(h, is_training=training, scale=True) * tf.get_variable("s", [], initializer=tf.ones_initializer())

    return residual(norm, x, "a") + residual(norm, x, "b", training=False)
