"""A critic whose weights are normalized by their largest singular value."""
import tensorflow as tf


def spectral_norm(inputs, rounds=1, epsilon=1e-12):
    """Stays: its vector is called after the weight, and below it."""
    if len(inputs.shape) < 2:
        raise ValueError("Only matrices and kernels can be normalized")
    w = tf.reshape(inputs, (-1, inputs.shape[-1]))

    # Of moving averages the same vector is used.
    var_name = inputs.name.replace("/ExponentialMovingAverage", "").split("/")[-1]
    var_name = var_name.split(":")[0] + "/u_var"
    u_var = tf.get_variable(
        var_name, shape=(w.shape[0], 1), dtype=w.dtype, initializer=tf.random_normal_initializer(), trainable=False)
    u = u_var
    for _ in range(rounds):
        v = tf.math.l2_normalize(tf.matmul(tf.transpose(w), u), axis=None, epsilon=epsilon)
        u = tf.math.l2_normalize(tf.matmul(w, v), axis=None, epsilon=epsilon)
    u = tf.stop_gradient(u)
    v = tf.stop_gradient(v)
    sigma = tf.matmul(tf.matmul(tf.transpose(u), w), v)
    return tf.reshape(w / sigma, inputs.shape)


def linear(x, units, scope=None, use_sn=False, use_bias=True):
    with tf.variable_scope(scope or "linear"):
        kernel = tf.get_variable("kernel", [x.get_shape().as_list()[1], units])
        if use_sn:
            kernel = spectral_norm(kernel)
        y = tf.matmul(x, kernel)
        if use_bias:
            y += tf.get_variable("bias", [units], initializer=tf.zeros_initializer())
        return y


def conv2d(x, filters, size, stride, name="conv2d", use_sn=False):
    with tf.variable_scope(name):
        w = tf.get_variable("kernel", [size, size, x.shape[-1].value, filters])
        if use_sn:
            w = spectral_norm(w)
        y = tf.nn.conv2d(x, w, strides=[1, stride, stride, 1], padding="SAME")
        return y + tf.get_variable("bias", [filters], initializer=tf.zeros_initializer())


def embedded(x, units, scope="projection"):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1], units], tf.float32)
        return tf.matmul(x, spectral_norm(kernel, rounds=2)) + 0.01 * tf.reduce_sum(kernel)


def critic(x, reuse=False):
    with tf.variable_scope("critic", reuse=reuse):
        h = tf.nn.relu(conv2d(x, 4, 3, 1, name="conv1", use_sn=True))
        h = tf.nn.relu(conv2d(h, 4, 3, 2, name="conv2"))
        h = tf.reduce_mean(h, axis=[1, 2])
        return linear(h, 3, use_sn=True) + linear(h, 3, scope="skip") + embedded(h, 3)


def forward(x):
    return critic(x) - critic(0.5 * x, reuse=True)
