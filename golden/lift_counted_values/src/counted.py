"""Functions that leave the names of their layers to TensorFlow, which counts them where the functions are called."""
import tensorflow as tf


def mlp(x, sizes=(4,), activation=tf.tanh, output_activation=None):
    for size in sizes[:-1]:
        x = tf.layers.dense(x, units=size, activation=activation)
    return tf.layers.dense(x, units=sizes[-1], activation=output_activation)


def pair(x, units):
    x = tf.layers.dense(x, units, tf.nn.relu)
    return tf.layers.dense(x, units)


def twice(x):
    """Counts what it calls."""
    return tf.nn.relu(pair(x, 3))


def normalized(depth=2, units=3, norm=False):
    def network(x):
        for i in range(depth):
            x = tf.layers.dense(x, units, name="fc{}".format(i))
            if norm:
                x = tf.contrib.layers.layer_norm(x, center=True, scale=True)
            x = tf.tanh(x)
        return x

    return network


NETWORKS = {"twice": twice, "mlp": lambda x: mlp(x, [2, 3])}


def actor_critic(x, action, sizes=(5, 4)):
    """Each scope counts from the beginning."""
    with tf.variable_scope("pi"):
        pi = mlp(x, list(sizes) + [2], tf.nn.relu, tf.tanh)
    with tf.variable_scope("q"):
        q = mlp(tf.concat([x, action], axis=-1), list(sizes) + [1], tf.nn.relu)
    with tf.variable_scope("q", reuse=True):
        q_pi = mlp(tf.concat([x, pi], axis=-1), list(sizes) + [1], tf.nn.relu)
    return pi, q, q_pi


def by_turns(x, turns):
    with tf.variable_scope("by_turns"):
        for i in range(turns):
            with tf.variable_scope("turn_%d" % i):
                x = mlp(x, [3, 3])
        return x


def beside(x):
    """One counts on where the other ended."""
    with tf.variable_scope("beside"):
        return mlp(x, [3, 2]) + tf.layers.dense(x, 2)


def in_one_scope(x, turns):
    with tf.variable_scope("in_one_scope"):
        for _ in range(turns):
            x = mlp(x, [3, 3])
        return x


def forward(x, action):
    outputs = list(actor_critic(x, action))
    outputs.append(by_turns(x, 2))
    outputs.append(beside(x))
    outputs.append(in_one_scope(x, 2))
    outputs.append(pair(pair(x, 4), 2))
    network = normalized(norm=True)
    plain = normalized(depth=1)
    for reuse in (tf.AUTO_REUSE, True):
        with tf.variable_scope("values", reuse=reuse):
            a = NETWORKS["twice"](x)
            b = NETWORKS["mlp"](NETWORKS["twice"](a))
            outputs += [b, network(x), plain(x)]
        with tf.variable_scope("values_again", reuse=reuse):
            outputs += [tf.layers.dense(x, 2, name="dense"), NETWORKS["mlp"](x)]
    return outputs
