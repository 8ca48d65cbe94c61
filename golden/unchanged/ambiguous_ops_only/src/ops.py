import tensorflow as tf


def gelu(x):
    return 0.5 * x * (1.0 + tf.tanh(0.79788456 * (x + 0.044715 * tf.pow(x, 3))))


def mask(lengths, maximum):
    return tf.cast(tf.range(maximum)[tf.newaxis] < lengths[:, tf.newaxis], tf.float32)


def split_heads(x, n):
    shape = tf.shape(x)
    return tf.transpose(tf.reshape(x, [shape[0], shape[1], n, -1]), [0, 2, 1, 3])


def attend(q, k, v, bias=None, name="attend"):
    with tf.name_scope(name):
        logits = tf.einsum("bhqd,bhkd->bhqk", q, k)
        if bias is not None:
            logits += bias
        return tf.matmul(tf.nn.softmax(logits), v)
