"""Batch normalization, written out."""

import tensorflow as tf


def batch_norm(x, n_out, phase_train, scope="bn", decay=0.9, eps=1e-5):
    """Normalizes images.

    Args:
        x: images, [batch, height, width, n_out]
        phase_train: a bool tensor, true in training
    """
    with tf.variable_scope(scope):
        beta = tf.get_variable("beta", [n_out], initializer=tf.constant_initializer(0.0))
        gamma = tf.get_variable("gamma", [n_out], initializer=tf.random_normal_initializer(1.0, 0.02))
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2], name="moments")
        ema = tf.train.ExponentialMovingAverage(decay=decay)

        # In training the averages follow the batch.
        def mean_var_with_update():
            ema_apply_op = ema.apply([batch_mean, batch_var])
            with tf.control_dependencies([ema_apply_op]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.cond(phase_train, mean_var_with_update,
                            lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, eps)


def norm_template(inputs, is_training, scope, axes, bn_decay):
    """Normalizes over any axes; `bn_decay` may be a tensor, or None."""
    with tf.variable_scope(scope):
        channels = inputs.get_shape()[-1].value
        offset = tf.Variable(tf.constant(0.0, shape=[channels]), name="offset")
        scale = tf.Variable(tf.constant(1.0, shape=[channels]), name="scale")
        batch_mean, batch_var = tf.nn.moments(inputs, axes)
        decay = bn_decay if bn_decay is not None else 0.5
        ema = tf.train.ExponentialMovingAverage(decay)
        update_op = tf.cond(is_training, lambda: ema.apply([batch_mean, batch_var]), lambda: tf.no_op())

        def updated():
            with tf.control_dependencies([update_op]):  # before they are used
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(inputs, mean, var, offset, scale, 1e-3)


def norm_conv(inputs, is_training, scope, bn_decay=None):
    return norm_template(inputs, is_training, scope, [0, 1, 2], bn_decay)


def always_moved(x, is_training):
    """Its averages move whether it trains or not."""
    with tf.variable_scope("always"):
        shift = tf.get_variable("shift", [2])
        mean, var = tf.nn.moments(x, [0])
        ema = tf.train.ExponentialMovingAverage(0.8)
        moved = ema.apply([mean, var])

        def updated():
            with tf.control_dependencies([moved]):
                return tf.identity(mean), tf.identity(var)

        m, v = tf.cond(is_training, updated, lambda: (ema.average(mean), ema.average(var)))
        return (x - m) * tf.rsqrt(v + 1.0) + shift


def debiased(x, is_training):
    """Its averages are corrected for where they started."""
    with tf.variable_scope("debiased"):
        shift = tf.get_variable("shift", [2])
        mean, var = tf.nn.moments(x, [0])
        ema = tf.train.ExponentialMovingAverage(0.8, zero_debias=True)

        def updated():
            with tf.control_dependencies([ema.apply([mean, var])]):
                return tf.identity(mean), tf.identity(var)

        m, v = tf.cond(is_training, updated, lambda: (ema.average(mean), ema.average(var)))
        return (x - m) * tf.rsqrt(v + 1.0) + shift
