import tensorflow as tf


def mlp(x, hidden_sizes=(4,), activation=tf.tanh, output_activation=None):
    for h in hidden_sizes[:-1]:
        x = tf.layers.dense(x, units=h, activation=activation)
    return tf.layers.dense(x, units=hidden_sizes[-1], activation=output_activation)


def policy(x, hidden_sizes):
    net = mlp(x, list(hidden_sizes), tf.tanh, tf.tanh)
    mu = tf.layers.dense(net, 2)
    log_std = tf.layers.dense(net, 2, activation=tf.tanh)
    return mu + tf.exp(log_std)


def actor(x):
    with tf.variable_scope("pi"):
        out = policy(x, (4, 3))
    with tf.variable_scope("v"):
        return out + mlp(x, [3, 2])


def sized(x, y):
    """Its heads are as wide as another tensor."""
    with tf.variable_scope("sized"):
        net = mlp(x, [4, 3])
        return tf.layers.dense(net, y.shape.as_list()[-1]) + tf.layers.dense(net, y.shape[-1].value)


def forward(x):
    return actor(x) + tf.reduce_sum(sized(x, x))
