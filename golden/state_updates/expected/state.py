import tensorflow as tf
from migrate import compat_scope


def update_moving(moving, value, decay):
    return tf.compat.v1.assign(moving, moving * decay + value * (1 - decay))


def batch_norm(x, is_training, *, decay=0.9, eps=1e-5, scope="bn"):
    with compat_scope.variable_scope(scope):
        depth = x.get_shape()[-1]
        gamma = compat_scope.get_variable("gamma", [depth], initializer=tf.compat.v1.constant_initializer(1.0))
        beta = compat_scope.get_variable("beta", [depth], initializer=tf.compat.v1.constant_initializer(0.0))
        moving_mean = compat_scope.get_variable("moving_mean", [depth], initializer=tf.compat.v1.zeros_initializer(), trainable=False)
        moving_var = compat_scope.get_variable("moving_variance", [depth], initializer=tf.compat.v1.ones_initializer(), trainable=False)
        if is_training:
            mean, variance = tf.nn.moments(x, axes=[0], name="moments")
            with tf.control_dependencies([update_moving(moving_mean, mean, decay),
                                          update_moving(moving_var, variance, decay)]):
                mean, variance = tf.identity(mean), tf.identity(variance)
        else:
            mean, variance = moving_mean, moving_var
        return tf.nn.batch_normalization(x, mean, variance, beta, gamma, eps), moving_mean


def memory(x):
    with compat_scope.variable_scope("memory"):
        slots = compat_scope.get_variable("slots", [5, 3], trainable=False)
        counter = compat_scope.get_variable("counter", [], tf.int32, tf.compat.v1.zeros_initializer(), trainable=False)
        updated = tf.compat.v1.scatter_update(slots, [1, 3], x[:2])
        with tf.control_dependencies([updated]):
            read = tf.gather(slots, [1, 2, 3])
        count = tf.compat.v1.assign_add(counter, 2)
        with tf.control_dependencies([count]):
            again = counter + 0
        return read, again


def forward(x):
    y, moving = batch_norm(x, True)
    with tf.control_dependencies([y]):
        moved = moving + 0.0
    z, _ = batch_norm(x, False, scope="frozen")
    return y, moved, z, memory(x)
