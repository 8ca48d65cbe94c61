import tensorflow as tf


def head(x, n, wide=False):
    """How many layers a head has its input says."""
    h = tf.layers.dense(x, n, use_bias=False)
    weights = tf.nn.softmax(tf.layers.dense(h, 1) + tf.transpose(tf.layers.dense(h, 1)))
    out = tf.contrib.layers.bias_add(tf.matmul(weights, h))
    if wide:
        if x.shape[-1] != out.shape[-1]:
            out = out + tf.layers.dense(x, out.shape[-1])
        else:
            out = out + x
    return tf.tanh(out)


def forward(x):
    for n in (2, 4):
        heads = []
        for wide in (n != 4, True):
            heads.append(head(x, n, wide))
        x = tf.concat(heads, -1)
        x = tf.layers.dense(x, 4, use_bias=False) if n == 2 else x
    with tf.variable_scope("last"):
        y = head(x, 3, True)
        return tf.layers.dense(y, 3)
