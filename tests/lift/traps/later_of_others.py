import tensorflow as tf


def mlp(x, sizes):
    for n in sizes[:-1]:
        x = tf.layers.dense(x, n, activation=tf.tanh)
    return tf.layers.dense(x, sizes[-1])


def policy(x, a):
    """All its layers wait for what is to be chosen."""
    mu = mlp(x, [4, a.shape.as_list()[-1]])
    log_std = tf.get_variable("log_std", initializer=-0.5 * tf.ones([a.shape.as_list()[-1]]))
    return mu + tf.exp(log_std)


def squashed(x, a):
    net = mlp(x, [4, 3])
    mu = tf.layers.dense(net, a.shape.as_list()[-1])
    return tf.tanh(mu) * tf.layers.dense(net, a.shape.as_list()[-1], activation=tf.sigmoid)


def chosen(kind):
    return policy if kind == "plain" else squashed


def critic(x, a, kind):
    make = chosen(kind)
    with tf.variable_scope("pi"):
        pi = make(x, a)
    with tf.variable_scope("v"):
        v = mlp(tf.concat([x, a], -1), [3, 1])
    with tf.variable_scope("pi", reuse=True):
        return pi + v * make(x + 1.0, a)


def forward(x):
    with tf.variable_scope("one"):
        y = critic(x, x[:, :2], "plain")
    with tf.variable_scope("two"):
        z = critic(x, x, "other")
        z = mlp(z, [3]) + squashed(z, x)
    return z + tf.reduce_sum(y)
