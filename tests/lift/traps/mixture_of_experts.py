import tensorflow as tf


def expert(x, hidden, out, name):
    with tf.variable_scope(name):
        h = tf.layers.dense(x, hidden, activation=tf.nn.relu, name="h")
        return tf.layers.dense(h, out, name="o")


def gate(x, n):
    with tf.variable_scope("gate"):
        return tf.nn.softmax(tf.layers.dense(x, n, use_bias=False))


def moe(x, n_experts, out, shared=None):
    with tf.variable_scope("moe"):
        weights = gate(x, n_experts)
        experts = [expert(x, 4, out, "expert_%d" % i) for i in range(n_experts)]
        y = sum(w * e for w, e in zip(tf.split(weights, n_experts, 1), experts))
        if shared is not None:
            y += expert(x, 4, out, shared)
        return y


def forward(x):
    with tf.variable_scope("a"):
        y = moe(x, 2, 3, shared="common")
    with tf.variable_scope("b"):
        y = moe(y, 3, 3)
    return tf.layers.dense(y, 2)
