"""Layers under short names, and activations that are chosen by a setting."""
import tensorflow as tf

conv2d = tf.layers.conv2d
dense = tf.layers.dense

ACTIVATIONS = {"relu": tf.nn.relu, "tanh": tf.nn.tanh}


def get_activation(name):
    if name is None:
        return None
    if name == "elu":
        return tf.nn.elu
    return ACTIVATIONS[name]


def residual(x, filters):
    """Unnamed layers."""
    return conv2d(x, filters, 1) + conv2d(x, filters, 3, padding="same")


def head(x, classes):
    with tf.variable_scope("head"):
        return dense(tf.reduce_mean(x, [1, 2]), classes, name="logits")


def encoder(x, kind, sizes=(2, 3)):
    """The inner function uses the activation whichever way it goes; TF1 fails where there is none."""
    if kind == "relu":
        activation = tf.nn.relu
    elif kind == "tanh":
        activation = tf.nn.tanh

    def filters(h, name):
        with tf.variable_scope(name):
            outputs = []
            for i, size in enumerate(sizes):
                w = tf.get_variable("w_%d" % i, [h.shape[-1].value, size], initializer=tf.random_normal_initializer())
                outputs.append(activation(tf.matmul(h, w)))
            return tf.concat(outputs, -1)

    return filters(x, "left") + filters(x, "right")


def projection(x, units, activation, name):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [x.shape[-1].value, units], initializer=tf.random_normal_initializer())
        y = tf.matmul(x, w)
        return y if activation is None else activation(y)


def projections(x, kind):
    act = get_activation(kind)
    other, scale = {"soft": (tf.nn.softplus, 2.0), "sign": (tf.nn.softsign, 3.0)}["soft"]
    x = projection(x, 4, act, "first")
    x = projection(x, 4, ACTIVATIONS["tanh"], "second")
    return scale * projection(x, 3, other, "third")


def optional(x, sharp):
    """Without `sharp` there is no `power`, and nobody asks for it."""
    if sharp:
        power = 3.0

    def layer(h, name):
        with tf.variable_scope(name):
            h = tf.layers.dense(h, 3, name="fc")
            if sharp:
                h = tf.pow(h, power)
            return h

    return layer(layer(x, "one"), "two")


def reader(x, state, use_coverage=False, units=4):
    """Attends to `x` twice, the second time with what it saw the first time."""
    with tf.variable_scope("reader"):
        w = tf.get_variable("w", [4, units], initializer=tf.random_normal_initializer())
        memory = tf.matmul(x, w)
        if use_coverage:
            w_c = tf.get_variable("w_c", [1, units], initializer=tf.random_normal_initializer())

        def attention(query, name, coverage=None):
            with tf.variable_scope(name):
                features = tf.layers.dense(query, units, name="query")
                if use_coverage and coverage is not None:
                    features += coverage * w_c
                return tf.reduce_sum(memory * features, -1, keepdims=True)

        return attention(state, "second", attention(state, "first"))


def forward(images, x):
    with tf.variable_scope("features"):
        features = residual(images, 3)
    return [
        head(features, 5),
        encoder(x, "tanh"),
        projections(x, "elu"),
        optional(x, False),
        reader(x, x, use_coverage=True),
    ]
