import tensorflow as tf


def proj(x, **kw):
    with tf.variable_scope(kw["scope"]):
        return tf.layers.dense(x, kw.get("units", 3))


def forward(x):
    return proj(proj(x, scope="a"), scope="b", units=4)
