from ..compat import tf, layers
from .. import compat


def core(x):
    with tf.variable_scope("core"):
        w = tf.get_variable("w", [3, 3], initializer=tf.orthogonal_initializer())
        x = layers.dense(tf.matmul(x, w), 4, name="d")
    with compat.scope("extra", reuse=compat.tf.AUTO_REUSE):
        return x + compat.tf.get_variable("offset", [4])
