import tensorflow as tf


def prelu(x, name="prelu"):
    with tf.variable_scope(name):
        alpha = tf.get_variable("alpha", [x.shape[-1]], initializer=tf.constant_initializer(0.1))
        return tf.maximum(x, alpha * x)


def norm(x, **kwargs):
    g = tf.get_variable("g", [x.shape[-1]], initializer=tf.ones_initializer())
    return x * g


def by_layers(x):
    with tf.variable_scope("layers"):
        x = tf.layers.dense(x, 4, activation=prelu)
        return tf.layers.dense(x, 3, activation=prelu, name="last")


def by_contrib(x):
    with tf.variable_scope("contrib"):
        x = tf.contrib.layers.fully_connected(x, 4, activation_fn=prelu)
        return tf.contrib.layers.fully_connected(x, 3, normalizer_fn=norm, activation_fn=lambda h: prelu(h, "own"), scope="last")


def by_cell(x):
    with tf.variable_scope("cell"):
        cell = tf.nn.rnn_cell.GRUCell(2, activation=prelu)
        out, _ = tf.nn.dynamic_rnn(cell, tf.reshape(x, [2, 3, 1]), dtype=tf.float32)
        return out[:, -1]


def chosen(x, act):
    with tf.variable_scope("chosen"):
        return tf.layers.dense(x, 3, activation=act)


def forward(x):
    return by_cell(chosen(by_contrib(by_layers(x)), prelu))
