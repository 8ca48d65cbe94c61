"""A transformer block whose settings are names of the module, and whose activation is looked up."""
import math

import tensorflow as tf

import search

SETTINGS = {"n_state": 6, "n_layer": 2, "act": "gelu", "pdrop": 0.0}


def gelu(x):
    return 0.5 * x * (1 + tf.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * tf.pow(x, 3))))


def softer(x):
    return tf.nn.softplus(x) - 0.5


def softest(x):
    return softer(softer(x))


ACTS = {"relu": tf.nn.relu, "gelu": gelu, "softest": softest, "half": lambda x: 0.5 * tf.tanh(x)}


def dense(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer(stddev=0.2))
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def mlp(x, scope, train=False):
    with tf.variable_scope(scope):
        f = ACTS[act]  # as the settings say
        h = f(dense(x, n_state, "fc"))
        h = dense(h, x.shape[-1].value, "proj")
        if train and pdrop > 0:
            h = tf.nn.dropout(h, 1 - pdrop)
        return h


def transformer(x, train=False):
    with tf.variable_scope("transformer"):
        for layer in range(n_layer):
            x = x + mlp(x, "h%d" % layer, train=train)
        return x


def head(x, kind, scope="head"):
    """The activation may be none of the table."""
    with tf.variable_scope(scope):
        x = ACTS.get(kind, tf.nn.elu)(dense(x, 5, "first"))
        return {"none": tf.identity, "relu": tf.nn.relu}["relu" if kind == "relu" else "none"](dense(x, 3, "second"))


def by_name(x, kind):
    with tf.variable_scope("by_name"):
        activation = getattr(tf.nn, kind)
        return dense(activation(dense(x, 4, "first")), 2, "second")


if SETTINGS:
    globals().update(SETTINGS)


def forward(x):
    h = transformer(x)
    a = head(h, "softest")
    b = head(h, "selu", scope="other")
    return [a + b, by_name(h, "relu6"), search.searched(h)]
