import tensorflow as tf


def stack(x):
    with tf.variable_scope("stack"):
        outputs = [tf.layers.dense(x, 4, name="first")]

        def more(h):
            outputs.append(h)

        more(tf.concat([x, x], 1))
        last = outputs[-1]
        w = tf.get_variable("w", [last.shape[-1].value, 2])
        return tf.matmul(last, w)


def forward(x):
    return stack(x)
