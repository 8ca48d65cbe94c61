import tensorflow as tf

slim = tf.contrib.slim


def named(x, use, training=True):
    norm = slim.batch_norm if use else None
    with tf.variable_scope("named_%d" % use):
        x = slim.fully_connected(x, 3, normalizer_fn=norm, normalizer_params={"is_training": training}, scope="c1")
        return slim.fully_connected(x, 3, normalizer_fn=norm, scope="c2")


def counted(x, use):
    with tf.variable_scope("counted_%d" % use):
        x = slim.fully_connected(x, 3, normalizer_fn=slim.batch_norm if use else None)
        x = slim.fully_connected(x, 3)
        return slim.fully_connected(x, 3, normalizer_fn=None if use else slim.batch_norm)


def forward(x):
    for use in (0, 1):
        x = named(x, use) + counted(x, use)
    return x
