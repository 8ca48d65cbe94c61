import tensorflow as tf


def stem(x, name, depth=2):
    with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
        i = 0
        while i < depth:
            x = tf.layers.dense(x, 3, name="l%d" % i)
            i += 1
        return x


def block(x, scope=None):
    with tf.variable_scope(scope, "proj", [x]):
        x = stem(x, "unit")
        return stem(x, "mix")


def named(x):
    with tf.variable_scope("named"):
        x = stem(x, "unit")
        return stem(x, "mix")


def forward(x):
    x = block(x)
    x = block(x)
    with tf.variable_scope("unit"):
        x = block(x)
    with tf.variable_scope("unit"):
        x = block(x)
    x = named(named(x))
    return x
