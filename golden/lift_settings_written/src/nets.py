"""Scopes that say for all they make what it begins with, and what it costs."""
import tensorflow as tf


def embed(ids, vocab, width, std=0.02, scope="embed"):
    """Tables of one kind."""
    with tf.variable_scope(scope, initializer=tf.truncated_normal_initializer(stddev=std)):
        words = tf.get_variable("words", [vocab, width])
        places = tf.get_variable(
            "places",
            [ids.shape[1].value, width],  # one for each
        )
        return tf.gather(words, ids) + places


def attend(x, width, init, scope="attend"):
    """Its projections begin alike, the rest as it says."""
    with tf.variable_scope(scope, initializer=init, reuse=tf.AUTO_REUSE):
        q = tf.layers.dense(x, width, name="query")
        k = tf.layers.dense(x, width, use_bias=False, name="key", kernel_initializer=tf.ones_initializer())
        scale = tf.get_variable("scale", [], initializer=tf.constant_initializer(0.5))
        weights = tf.nn.softmax(scale * tf.matmul(q, k, transpose_b=True))
        with tf.variable_scope("out"):
            w = tf.get_variable("w", [width, width])
            return x + tf.tensordot(tf.matmul(weights, x), w, 1)


def decayed(x, units, decay):
    with tf.variable_scope("decayed", regularizer=tf.contrib.layers.l2_regularizer(decay)):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.glorot_uniform_initializer())
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        h = tf.nn.relu(tf.tensordot(x, w, 1) + b)
        with tf.variable_scope("gate", initializer=tf.ones_initializer()):
            return tf.layers.dense(h, units, activation=tf.sigmoid, name="fc") * h


def linear(x, units, scope):
    with tf.variable_scope(scope):
        return tf.tensordot(x, tf.get_variable("w", [x.shape[-1].value, units]), 1)


def through(x, units):
    """What another function makes takes it from the scope as well."""
    with tf.variable_scope("through", initializer=tf.constant_initializer(0.1)):
        b = tf.get_variable("b", [units])
        return linear(x, units, "fc") + b


def entered_again(x, units):
    """The scope as an object keeps what it hands down."""
    with tf.variable_scope("again", initializer=tf.constant_initializer(0.2)) as scope:
        x = x * tf.get_variable("s", [units])
    with tf.variable_scope(scope):
        return x + tf.get_variable("b", [units])


def both(x, units):
    """Two losses for one variable."""
    with tf.variable_scope("both", regularizer=tf.contrib.layers.l2_regularizer(0.1)):
        return tf.layers.dense(x, units, kernel_regularizer=tf.contrib.layers.l1_regularizer(0.2), name="fc")


def encoder(ids, vocab=11, width=4):
    with tf.variable_scope("encoder"):
        x = embed(ids, vocab, width)
        x = attend(x, width, tf.random_normal_initializer(stddev=0.1))
        return decayed(x, width, 0.01)


def forward(ids):
    x = encoder(ids)
    return both(entered_again(through(x, 4), 4), 4)
