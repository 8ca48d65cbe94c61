import tensorflow as tf


def net(x, scope):
    """The first scope's name is read behind its block, the second's in it alone."""
    with tf.variable_scope(scope):
        with tf.variable_scope("one") as one:
            w = tf.get_variable("w", [x.shape[-1].value, 4])
            x = tf.matmul(x, w, name=one.name)
        with tf.variable_scope("two") as two:
            w = tf.get_variable("w", [x.shape[-1].value, 3])
            x = tf.matmul(x, w, name=two.name)
        with tf.variable_scope(one, reuse=True):
            return x + tf.reduce_sum(tf.get_variable("w", [3, 4]))


def again(x, scope):
    """One name for both scopes; what is read in the last block is its own."""
    with tf.variable_scope(scope):
        with tf.variable_scope("one") as inner:
            w = tf.get_variable("w", [x.shape[-1].value, 4])
            x = tf.matmul(x, w) + len(inner.name)
        with tf.variable_scope("longer") as inner:
            w = tf.get_variable("w", [x.shape[-1].value, 3])
            x = tf.matmul(x, w) + len(inner.name)
        return x


def forward(x):
    x = x[:, :3]
    return net(x, "net") + again(x, "again")
