import tensorflow as tf


def stack(x, *units, **options):
    activation = options.pop("activation", None)
    with tf.variable_scope(options.get("scope", "stack")):
        for n in units:
            x = tf.layers.dense(x, n, activation=activation)
    return x


def forward(x):
    sizes = (4, 4)
    x = stack(x, 4, *sizes, activation=tf.tanh)
    return stack(x, *sizes, **{"scope": "again"})
