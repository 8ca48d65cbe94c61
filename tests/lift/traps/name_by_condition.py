import tensorflow as tf


def proj(x, last=False):
    with tf.variable_scope("last" if last else "inner"):
        x = tf.layers.dense(x, 2 if last else 3, activation=None if last else tf.nn.relu)
        return x


def forward(x):
    return proj(proj(x), last=True)
