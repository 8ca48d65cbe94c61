import tensorflow as tf
from migrate import compat_scope


def statistics(x):
    """Not of the layer, but in its scope."""
    return tf.nn.moments(x, [0, 1, 2])[0]


def norm(x, is_training, scope):
    """Called in a scope of the same name again, and in a name scope."""
    with compat_scope.variable_scope(scope, reuse=compat_scope.AUTO_REUSE):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def opened_again(x, is_training):
    """Its scope was opened before."""
    with compat_scope.variable_scope("opened_again"):
        x = x * compat_scope.get_variable("scale", [2])
    with compat_scope.variable_scope("opened_again"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def after_moments(x, is_training):
    """Others come before."""
    with compat_scope.variable_scope("after_moments"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        center = tf.nn.moments(x, [0, 1, 2])[0]
        x = x - center
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def after_helper(x, is_training):
    """Others come before, in a helper."""
    with compat_scope.variable_scope("after_helper"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        x = x - statistics(x)
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def after_operation(x, is_training):
    """An operation has the name."""
    with compat_scope.variable_scope("after_operation"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        x = tf.identity(x, name="Moments")
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def per_example(x, is_training):
    """Each example has its own."""
    with compat_scope.variable_scope("per_example"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean[:, None, None, :], var[:, None, None, :], beta, gamma, 1e-3)


def kept_axes(x, is_training):
    """They keep their axes."""
    with compat_scope.variable_scope("kept_axes"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2], keepdims=True)
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def gives_average(x, is_training):
    """Who calls it gets the average, too."""
    with compat_scope.variable_scope("gives_average"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        y = tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)
        with tf.control_dependencies([y]):  # the average is updated by then
            return y + tf.identity(ema.average(batch_mean))


def counted(x, is_training):
    """The decay is smaller at the beginning."""
    with compat_scope.variable_scope("counted"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.9, num_updates=3)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def other_values(x, is_training):
    """What is used in training is not what was averaged."""
    with compat_scope.variable_scope("other_values"):
        beta = compat_scope.get_variable("beta", [2], initializer=tf.compat.v1.zeros_initializer())
        gamma = compat_scope.get_variable("gamma", [2], initializer=tf.compat.v1.ones_initializer())
        batch_mean, batch_var = tf.nn.moments(x, [0, 1, 2])
        ema = compat_scope.train.ExponentialMovingAverage(0.6)

        def updated():
            with tf.control_dependencies([ema.apply([batch_mean, batch_var])]):
                return tf.identity(batch_mean * 2.0), tf.identity(batch_var)

        mean, var = tf.compat.v1.cond(is_training, updated, lambda: (ema.average(batch_mean), ema.average(batch_var)))
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3)


def forward(x, is_training):
    found = [opened_again(x, is_training), after_moments(x, is_training), after_helper(x, is_training)]
    found += [after_operation(x, is_training), per_example(x, is_training), kept_axes(x, is_training)]
    found += [gives_average(x, is_training), counted(x, is_training), other_values(x, is_training)]
    found.append(norm(x, is_training, "norm"))
    found.append(norm(x + 1.0, is_training, "norm"))
    with compat_scope.name_scope("named"):
        found.append(norm(x, is_training, "third"))
    return found
