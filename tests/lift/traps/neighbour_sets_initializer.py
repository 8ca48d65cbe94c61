import tensorflow as tf


def part(x, name):
    return x + tf.get_variable(name, [x.shape[-1].value])


def stays(x):
    with tf.variable_scope("stays", initializer=tf.constant_initializer(0.5)):
        i = 0
        while i < 2:
            x = part(x, "b_%d" % i)
            i += 1
        return x


def host(x, units):
    with tf.variable_scope("host"):
        x = stays(tf.layers.dense(x, units, name="fc"))
        return part(x, "own")


def forward(x):
    with tf.variable_scope("net"):
        return part(host(x, 3), "last")
