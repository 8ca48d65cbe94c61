import tensorflow as tf


def spectral(inputs, steps):
    w = tf.reshape(inputs, (-1, inputs.shape[-1]))
    name = inputs.op.name.replace("/", "_")
    u = tf.get_variable(name + "_u", [1, 3], initializer=tf.random_normal_initializer(), trainable=False)
    i = 0
    while i < steps:
        g = tf.get_variable("%s_%d" % (name, i), [])
        u = u * g
        i += 1
    return w * tf.reduce_sum(u)


def linear(x, units, scope):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units])
        y = tf.matmul(x, spectral(kernel, 2))
        return y + tf.get_variable("bias", [units], initializer=tf.zeros_initializer())


def forward(x):
    with tf.variable_scope("net"):
        h = linear(x, 4, "a")
        return linear(h, 3, "b")
