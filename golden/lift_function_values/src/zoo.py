import tensorflow as tf


def mlp(x, units):
    with tf.variable_scope("mlp"):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.tanh(tf.matmul(x, w))


def gated(x, units):
    with tf.variable_scope("gated"):
        w = tf.get_variable("w", [x.shape[-1].value, 2 * units])
        a, b = tf.split(tf.matmul(x, w), 2, axis=1)
        return a * tf.sigmoid(b)


def bottleneck(x, units):
    with tf.variable_scope("bottleneck"):
        return mlp(gated(x, 2), units)


LAYERS = {"mlp": mlp, "gated": gated, "bottleneck": bottleneck}


def residual(fn, x, scope="residual"):
    """x + fn(x)."""
    with tf.variable_scope(scope):
        return x + fn(x, x.shape[-1].value)


def build(x, kind):
    layer = LAYERS[kind]
    with tf.variable_scope("build_%s" % kind):
        return layer(x, 3)


def softer(x):
    return tf.nn.softplus(x) - 0.5


def score(x):
    return tf.layers.dense(x, 1, name="score")


SCORES = {"linear": score, "mean": lambda x: tf.reduce_mean(x, 1, keepdims=True)}


def tower(x, sizes, scope="tower"):
    """Layers with an activation between them, none after the last one."""
    with tf.variable_scope(scope):
        for i, size in enumerate(sizes):
            activation = tf.nn.relu if i < len(sizes) - 1 else None
            gate = softer if i == 0 else tf.sigmoid
            x = tf.layers.dense(x, size, name="_%d" % i)
            x = x * gate(x)
            if activation:
                x = activation(x)
    return x


def forward(x):
    x = residual(mlp, x)
    x = residual(gated, x, scope="residual_gated")
    x = residual(lambda t, n: 0.5 * bottleneck(t, n), x, scope="residual_half")
    a = build(x, "bottleneck")
    b = build(x, kind="mlp")
    for i, fn in enumerate([mlp, gated]):
        with tf.variable_scope("list_%d" % i):
            a = a + fn(a, 3)
    return a + b + SCORES["linear"](tower(x, [4, 3])) + SCORES["mean"](x)
