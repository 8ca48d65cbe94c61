# graph only
import tensorflow as tf


def shared(function):
    return tf.make_template("shared", function)


@shared
def stays(x):
    with tf.variable_scope("stays"):
        return tf.layers.dense(x, 4, name="fc")


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = stays(h)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + block(x, "b")
