# graph only
import tensorflow as tf


class Model(object):
    def encode(self, x):
        with tf.variable_scope("enc", reuse=tf.AUTO_REUSE):
            scale = getattr(self, "scale", None)
            y = tf.layers.dense(x, 3, name="fc")
            if scale is not None:
                y *= scale
            return y


def forward(x):
    m = Model()
    a = m.encode(x)
    m.scale = tf.reduce_mean(a)
    b = m.encode(a)
    m.scale = 2
    c = m.encode(b)
    m.scale = None
    return m.encode(c)
