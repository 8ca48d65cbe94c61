import tensorflow as tf


def head(seq, out_sz, bias, activation, scope, residual=False):
    """What each node makes of the others, by how near they are."""
    with tf.variable_scope(scope):
        made = tf.layers.conv1d(seq, out_sz, 1, use_bias=False, name="made")
        # simplest self-attention possible
        to = tf.layers.conv1d(made, 1, 1, name="to")
        by = tf.layers.conv1d(made, 1, 1, name="by")
        near = tf.nn.softmax(tf.nn.leaky_relu(to + tf.transpose(by, [0, 2, 1])) + bias)
        values = tf.matmul(near, made)
        out = tf.contrib.layers.bias_add(values)
        if residual:
            if seq.shape[-1] != out.shape[-1]:
                out = out + tf.layers.conv1d(seq, out.shape[-1], 1, name="residual")
            else:
                out = out + seq
        return activation(out)
