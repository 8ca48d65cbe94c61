import tensorflow as tf


def by_statement(h, exact=False):
    if exact:
        h = tf.cast(h, tf.float64)
    h = tf.layers.dense(h, 3, name="first")
    return tf.cast(h, tf.float32)


def by_choice(h, exact=False):
    y = tf.cast(h, tf.float64) if exact else h
    y = tf.layers.dense(y, 3, name="chosen")
    if not exact:
        y = tf.matmul(y, tf.get_variable("w", [3, 3]))
    return tf.cast(y, tf.float32)


def by_class(h):
    layer = tf.layers.Dense(3, name="of_class")
    h = layer(tf.cast(h, tf.float64))
    return tf.cast(h, tf.float32)


def by_cell(h):
    cell = tf.nn.rnn_cell.GRUCell(3)
    out, _ = tf.nn.dynamic_rnn(cell, tf.expand_dims(tf.to_double(h), 1), dtype=tf.float64)
    return tf.cast(out[:, 0], tf.float32)


def by_dict(h):
    kinds = {"wide": tf.cast(h, tf.float64), "narrow": h}
    h = tf.layers.dense(kinds["wide"], 3, name="dict")
    pair = (h, kinds["narrow"])
    return tf.cast(tf.layers.dense(pair[0], 3, name="pair"), tf.float32)


def by_slim(h):
    h = tf.contrib.layers.fully_connected(tf.saturate_cast(h, "float64"), 3, scope="slim")
    return tf.cast(h, tf.float32)


def back(h):
    h = tf.cast(h, tf.float64) * 2.0
    return tf.layers.dense(tf.cast(h, tf.float32), 3, name="back")


def forward(x):
    with tf.variable_scope("a"):
        h = by_statement(x, exact=True)
        h = by_choice(h, exact=True)
    with tf.variable_scope("b"):
        h = by_choice(by_statement(h))
    with tf.variable_scope("c"):
        h = by_class(h) + by_cell(h) + by_dict(h)
    return by_slim(h) + back(h)
