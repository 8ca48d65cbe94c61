"""Maps and gates in the way TF1's own cells are written, with the settings those give their scopes."""

import tensorflow as tf


def linear(x, h, units, bias_start=0.0, scope=None):
    """x W + h U + b. The biases are never split between devices, whatever is done with the kernels."""
    with tf.variable_scope(scope or "linear") as outer_scope:
        width = x.get_shape()[1].value + h.get_shape()[1].value
        kernel = tf.get_variable("kernel", [width, units])
        res = tf.matmul(tf.concat([x, h], 1), kernel)
        with tf.variable_scope(outer_scope) as inner_scope:
            # the biases are small
            inner_scope.set_partitioner(None)
            biases = tf.get_variable("bias", [units], initializer=tf.constant_initializer(bias_start))
        return tf.nn.bias_add(res, biases)


def gated(x, h, units):
    """One step of a gated unit."""
    with tf.variable_scope("gated") as scope:
        # Reads variables where the rest of the unit runs.
        if scope.caching_device is None:
            scope.set_caching_device(lambda op: op.device)
        gate = tf.sigmoid(linear(x, h, units, 1.0, scope="gate"))
        return gate * h + (1.0 - gate) * tf.tanh(linear(x, h, units))


def bounded(w):
    """A matrix divided by an estimate of its largest singular value, which gets better from step to step."""
    u = tf.get_variable("u", [1, w.shape.as_list()[-1]], initializer=tf.random_normal_initializer(), trainable=False)
    v = tf.nn.l2_normalize(tf.matmul(u, tf.transpose(w)))
    better = tf.stop_gradient(tf.nn.l2_normalize(tf.matmul(v, w)))
    v = tf.stop_gradient(v)
    sigma = tf.reduce_sum(tf.matmul(v, w) * better)
    with tf.control_dependencies([u.assign(better)]):
        return tf.reshape(w / sigma, w.shape)


def critic(h, reuse=False):
    """How likely a state is."""
    with tf.variable_scope("critic") as scope:
        if reuse == True:
            scope.reuse_variables()
        w = tf.get_variable("w", [h.get_shape()[1].value, 3])
        b = tf.get_variable("b", [3], initializer=tf.zeros_initializer())
        hidden = tf.nn.relu(tf.matmul(h, bounded(w)) + b)
        return tf.layers.dense(hidden, 1, name="score")


def forward(x, h, units):
    state = gated(x, h, units)
    return {"state": state, "score": critic(state)}


def compare(x, h, units):
    """A state and the one before it."""
    state = gated(x, h, units)
    return critic(state), critic(h, reuse=True)
