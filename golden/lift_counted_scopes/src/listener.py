"""A recogniser whose blocks are numbered through, and that is told its layers by dicts of keywords."""
import tensorflow as tf


def block(x, filters=None, size=3, rate=1, causal=False, act=None, training=True, scope="block"):
    """A gated convolution over time."""
    with tf.variable_scope(scope):
        padding = "same"
        shortcut = x
        if causal:
            x = tf.pad(x, [[0, 0], [(size - 1) * rate, 0], [0, 0]])
            padding = "valid"
        if filters is None:
            filters = x.get_shape().as_list()[-1]
        settings = {"filters": 2 * filters, "kernel_size": size, "dilation_rate": rate,
                    "padding": padding, "kernel_initializer": tf.glorot_normal_initializer()}
        both = tf.layers.conv1d(x, **settings)
        gate, info = tf.split(both, 2, axis=-1)
        info = act(info) if act is not None else info
        gate = tf.sigmoid(gate)
        out = gate * info + (1. - gate) * shortcut
        return tf.layers.dropout(out, rate=0.1, training=training)


def project(x, units, name="project"):
    params = dict(units=units, activation=tf.nn.relu)
    params_of_norm = {"begin_norm_axis": -1}
    y = tf.layers.dense(x, name=name, **params)
    return tf.contrib.layers.layer_norm(y, scope=name + "_norm", **params_of_norm)


def listen(x, width, training=False):
    """Its blocks count on, through loops and behind them."""
    i = 1
    h = project(x, width, name="in_{}".format(i)); i += 1
    h = block(h, size=1, training=training, scope="b_{}".format(i)); i += 1
    h = block(h, causal=True, act=tf.nn.tanh, training=training, scope="b_{}".format(i)); i += 1
    for _ in range(2):
        for j in range(2):
            h = block(h, rate=2 ** j, training=training, scope="b_{}".format(i)); i += 1
    for _ in range(2):
        h = block(h, causal=True, training=training, scope="b_{}".format(i)); i += 1
    h = block(h, size=2, training=training, scope="b_%d" % i)
    i += 2
    return project(h, 3, name="out_" + str(i))


def listen_on(x, deep, training=False):
    """How far it has counted is not known from the text."""
    n = 1
    h = project(x, 4, name="first_%d" % n)
    n += 1
    for _ in range(deep):
        h = block(h, training=training, scope="more_%d" % n)
        n += 1
    return project(h, 3, name="last_%d" % n)


def changed_settings(x, units):
    """The dict is another one by the time that the layer is called."""
    params = {"units": units}
    params["activation"] = tf.nn.relu
    return tf.layers.dense(x, name="changed", **params)


def overtaken_settings(x, units):
    """The number is another one by the time that the layer is called."""
    params = {"units": units}
    units = units + 1
    y = tf.layers.dense(x, name="overtaken", **params)
    return tf.layers.dense(y, units, name="overtaking")


def uneven_count(x, wide):
    n = 1
    h = project(x, 4, name="start_%d" % n)
    if wide:
        n += 1
        h = project(h, 5, name="wide_%d" % n)
    n += 1
    return project(h, 3, name="end_%d" % n)


def forward(x):
    return uneven_count(listen_on(listen(x, 4), 2), True)


def others(x):
    return overtaken_settings(changed_settings(x, 4), 3)
