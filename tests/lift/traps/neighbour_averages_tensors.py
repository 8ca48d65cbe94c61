# graph only: the averages are named after operations
import tensorflow as tf


def normed(x, training=False):
    """Keeps averages of tensors, which are named after the operations that give these."""
    with tf.variable_scope("bn"):
        beta = tf.get_variable("beta", [x.shape[-1].value])
        mean, var = tf.nn.moments(x, [0], name="moments")
        ema = tf.train.ExponentialMovingAverage(decay=0.5)

        def with_update():
            with tf.control_dependencies([ema.apply([mean, var])]):
                return tf.identity(mean), tf.identity(var)

        mean, var = tf.cond(
            tf.constant(training), with_update, lambda: (ema.average(mean), ema.average(var))
        )
        return tf.nn.batch_normalization(x, mean, var, beta, None, 1e-3)


def net(x, reuse=None):
    with tf.variable_scope("net", reuse=reuse):
        h = tf.layers.dense(x, 3)
        return tf.layers.dense(normed(h), 3)


def forward(x):
    return net(x) + net(2.0 * x, reuse=tf.AUTO_REUSE)
