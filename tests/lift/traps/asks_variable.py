import tensorflow as tf


def proj(x, units):
    with tf.variable_scope("proj"):
        w = tf.get_variable("w", [3, units])
        y = tf.matmul(x, w) / w.shape[1].value
        if w.op.name.startswith("proj"):
            y = y + w.get_shape().as_list()[0]
        if w.dtype.base_dtype == tf.float32:
            y = 2 * y
        return y


def forward(x):
    return proj(x, 4)
