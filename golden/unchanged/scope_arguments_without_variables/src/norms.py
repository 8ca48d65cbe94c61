import tensorflow as tf


def layer_norm(x, gamma, beta, scope="ln", reuse=None, eps=1e-5):
    with tf.name_scope(scope):
        mean, var = tf.nn.moments(x, axes=[-1], keepdims=True)
        return (x - mean) * tf.math.rsqrt(var + eps) * gamma + beta


def block(x, params, scope, reuse=None):
    for i, p in enumerate(params):
        x = layer_norm(x, p["gamma"], p["beta"], scope="%s/ln_%d" % (scope, i), reuse=reuse)
    return x
