import tensorflow as tf


def proj(x, units, scope, act=None):
    with tf.variable_scope(scope):
        x = tf.layers.dense(x, units)
        return act(x) if act is not None else x


def relu_proj(*args, **kwargs):
    return proj(*args, act=tf.nn.relu, **kwargs)


def forward(x):
    return relu_proj(relu_proj(x, 4, "a"), scope="b", units=3)
