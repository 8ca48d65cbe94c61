import tensorflow as tf


def generator(z, sizes, reuse=None):
    """Returns what it makes of noise, and its variables."""
    with tf.variable_scope("G", reuse=reuse) as vs:
        x = z
        for size in sizes:
            x = tf.contrib.layers.fully_connected(x, size, activation_fn=tf.nn.elu)
        out = tf.contrib.layers.fully_connected(x, 4, activation_fn=None)

    variables = tf.contrib.framework.get_variables(vs)
    return out, variables


def discriminator(x, units, reuse=False):
    with tf.variable_scope("D") as vs:
        if reuse:
            vs.reuse_variables()
        h = tf.layers.dense(x, units, activation=tf.nn.relu,
                            kernel_regularizer=tf.contrib.layers.l2_regularizer(0.01))
        logit = tf.layers.dense(h, 1, name="logit")
    return logit, [v for v in tf.trainable_variables() if v.name.startswith("D/")], vs.name


def critic(x, units, scope="critic"):
    """The weights of its last layer are part of what is made small."""
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, units, tf.nn.tanh, name="h")
        w = tf.get_variable("w", [units, 1])
        value = tf.matmul(h, w)
        tf.add_to_collection("values", value)
    used = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope)
    return value, tf.add_n([tf.nn.l2_loss(v) for v in used])


def encoder(x, training, scope="encoder"):
    """Returns what it makes of images, what keeps its averages, and what it made."""
    before = len(tf.global_variables())
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="h")
        h = tf.layers.batch_normalization(h, training=training, name="bn")
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS, scope)
    return h, updates, tf.global_variables()[before:]


def all_at_once(x, units):
    return tf.layers.dense(x, units, name="once"), tf.trainable_variables("once")


def re_entered(x, units):
    """The second network would need the scope of the first."""
    with tf.variable_scope("again") as scope:
        h = tf.layers.dense(x, units, name="h")
    made = tf.trainable_variables(scope.name)
    with tf.variable_scope(scope, reuse=True):
        h = h + tf.layers.dense(x * 2.0, units, name="h")
    return h, made


def numbered(x, count):
    """How many there are to make is read from what is there already."""
    h = x
    for i in range(count):
        there = len(tf.trainable_variables("numbered"))
        h = tf.layers.dense(h, 3, name="numbered_%d" % there)
    return h
