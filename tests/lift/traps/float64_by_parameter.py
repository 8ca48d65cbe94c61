import tensorflow as tf

WIDE = tf.float64


def by_default(x, dtype=tf.float64):
    x = tf.cast(x, dtype)
    with tf.variable_scope("default"):
        x = tf.layers.dense(x, 3)
        return tf.cast(tf.layers.batch_normalization(x), tf.float32)


def by_caller(x, dtype):
    with tf.variable_scope("caller"):
        return tf.cast(tf.layers.dense(tf.cast(x, dtype), 3), tf.float32)


def by_tensor(x, like):
    with tf.variable_scope("tensor"):
        return tf.cast(tf.layers.dense(tf.cast(x, like.dtype), 3), tf.float32)


def by_module(x):
    with tf.variable_scope("module"):
        return tf.cast(tf.layers.dense(tf.cast(x, WIDE), 3), tf.float32)


def plain(x, like, dtype=tf.float32):
    with tf.variable_scope("plain"):
        return tf.layers.dense(tf.cast(tf.cast(x, like.dtype), dtype), 3)


def forward(x):
    y = by_default(x) + by_caller(x, dtype=tf.float64) + by_module(x)
    y += by_tensor(x, tf.constant([1.0], tf.float64))
    return plain(y, x)
