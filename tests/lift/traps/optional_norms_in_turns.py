import tensorflow as tf

slim = tf.contrib.slim


def turns(x, use):
    with tf.variable_scope("turns_%d" % use):
        for i in range(3):
            x = slim.fully_connected(x, 3, normalizer_fn=slim.batch_norm if i < 2 and use else None, scope="c%d" % i)
        return x


def forward(x):
    for use in (0, 1):
        x = turns(x, use)
    return x
