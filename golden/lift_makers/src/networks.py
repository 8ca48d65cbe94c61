"""Networks by name: each entry of the table makes a function that builds one."""
import tensorflow as tf

NETWORKS = {}


def register(name):
    def decorate(maker):
        NETWORKS[name] = maker
        return maker

    return decorate


def dense(x, scope, units, *, scale=1.0, bias=0.0):
    with tf.variable_scope(scope):
        size = x.get_shape()[1].value
        w = tf.get_variable("w", [size, units], initializer=tf.random_normal_initializer(stddev=scale))
        b = tf.get_variable("b", [units], initializer=tf.constant_initializer(bias))
        return tf.matmul(x, w) + b


@register("tower")
def tower(depth=2, units=4, activation=tf.tanh):
    """`depth` layers.

    Args:
      depth: how many.
      activation: what follows each.

    Returns:
      a function that builds the network for a tensor.
    """

    def network(x):
        h = x
        for i in range(depth):
            h = activation(dense(h, "fc{}".format(i), units, scale=0.5))
        return h

    return network


@register("wide")
def wide(**dense_kwargs):
    def network(x):
        return tf.nn.relu(dense(x, "wide", 8, **dense_kwargs))

    return network


@register("recurrent")
def recurrent(units=3, gated=True):
    """A network that also gives its state."""

    def network(x, steps=1):
        h = dense(x, "in", units)
        state = tf.tanh(h) / steps
        if gated:
            state = state * tf.sigmoid(dense(x, "gate", units))
        return h, {"state": state, "steps": steps}

    return network


def branches(units, shared):
    """Two networks, of which the second has a smaller last layer."""

    def left(x):
        with tf.variable_scope("left"):
            return dense(x, "out", units)

    def right(x, context):
        with tf.variable_scope("right"):
            return dense(tf.concat([x, context], 1), "out", units // 2) * shared

    return {"left": left, "right": right}


def scaled(factor):
    """A maker of makers."""

    def outer(units):
        def inner(x):
            return factor * dense(x, "scaled", units)

        return inner

    return outer


def _stacked(sizes, x, scope, last=None):
    with tf.variable_scope(scope):
        h = x
        for i, size in enumerate(sizes):
            h = tf.nn.relu(dense(h, "fc%d" % i, size))
        return h if last is None else dense(h, "last", last)


def stacked(sizes=()):
    """Gives the network as a function."""
    return lambda *args, **kwargs: _stacked(sizes, *args, **kwargs)


def get(network, **kwargs):
    if callable(network):
        return network
    if network in NETWORKS:
        return NETWORKS[network](**kwargs)
    raise ValueError("Unknown network: {}".format(network))


def policy(x, network, value_network=None):
    """Latent values of a policy and of its value function."""
    with tf.variable_scope("pi", reuse=tf.AUTO_REUSE):
        latent = network(x)
        if isinstance(latent, tuple):
            latent, extra = latent
            latent, extra = network(x, 2)
            latent = latent + extra["state"]
    if value_network is None:
        return latent, latent
    with tf.variable_scope("vf", reuse=tf.AUTO_REUSE):
        return latent, value_network(x)


def forward(x):
    outputs = []
    network = get("tower", units=5)
    for scope in ("first", "second"):
        with tf.variable_scope(scope):
            outputs += policy(x, network, value_network=network)
    with tf.variable_scope("third"):
        outputs += policy(x, get("wide", bias=0.5), get("tower", depth=1, activation=tf.nn.elu))
    with tf.variable_scope("fourth"):
        outputs += policy(x, get("recurrent"))
    parts = branches(4, shared=0.5)
    left = parts["left"](x)
    right = parts["right"](x, context=left)
    outputs += [left, right, scaled(2.0)(3)(x)]
    network = stacked([4, 3])
    outputs += [network(x, "short"), network(x, "long", last=2)]
    return outputs
