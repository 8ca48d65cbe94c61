import tensorflow as tf


def logged(message):
    def decorator(function):
        def wrapper(x, *args, **kwargs):
            print(message)
            return function(x, *args, **kwargs)

        return wrapper

    return decorator


@logged("called")
def lifts(x, units, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, units)


@logged("called, too")
def counted(x, units):
    return tf.layers.dense(x, units)


def host(x, depth, scope):
    with tf.variable_scope(scope):
        for i in range(depth):
            x = tf.layers.dense(x, 4, name="in_%d" % i)
            x = lifts(x, 3, "part_%d" % i)
        return x


def counts(x, scope):
    with tf.variable_scope(scope):
        x = counted(x, 4)
        x = tf.layers.dense(x, 3)
        return counted(x, 3)


def first(x, scope):
    with tf.variable_scope(scope):
        x = counted(x, 4)
        return tf.layers.dense(x, 3, name="named")


def forward(x):
    return host(x, 3, "a") + counts(x, "b") + first(x, "c")
