import tensorflow as tf


def outer(units, scope="o"):
    def inner(depth, units=units):
        def network(x, scope=scope):
            with tf.variable_scope(scope):
                for _ in range(depth):
                    x = tf.layers.dense(x, units)
                return x

        return network

    units = units + 1
    return inner


def forward(x):
    make = outer(3)
    return make(2)(x) + make(1, 3)(x, "p") + outer(3, "q")(2)(x)
