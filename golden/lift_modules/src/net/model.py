import tensorflow as tf

import net.blocks as B
from net.ops import linear


def model(x):
    with tf.variable_scope("model"):
        x = linear(x, 3, "in")
        x = B.stage(x, depth=2)
        return linear(x, scope="out", units=1)
