import tensorflow as tf

slim = tf.contrib.slim


def around(x, use):
    norm = slim.batch_norm if use else None
    with tf.variable_scope("around_%d" % use):
        with slim.arg_scope([slim.fully_connected], normalizer_fn=norm):
            x = slim.fully_connected(x, 3, scope="a")
            return slim.fully_connected(x, 3, normalizer_fn=None, scope="b")


def nested(x, use):
    norm = None
    if use:
        norm = slim.batch_norm
    with tf.variable_scope("nested_%d" % use):
        return slim.fully_connected(
            slim.fully_connected(x, 3, normalizer_fn=norm, scope="a"), 3, normalizer_fn=norm, scope="b"
        )


def forward(x):
    for use in (0, 1):
        x = around(x, use) + nested(x, use)
    return x
