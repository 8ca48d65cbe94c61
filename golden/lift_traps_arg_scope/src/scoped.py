import tensorflow as tf
import tensorflow.contrib.slim as slim


def halved(net):
    """Makes nothing, but the scope around a call decides what it does."""
    return slim.max_pool2d(net, 2)


def with_helper(x):
    with slim.arg_scope([slim.conv2d, slim.max_pool2d], padding="SAME"):
        return halved(slim.conv2d(x, 2, 3, scope="with_helper"))


def inner(x, name):
    return slim.conv2d(x, 2, 3, scope=name)


def with_layer(x):
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.tanh):
        return inner(x, "with_layer")


def changing(x, depth):
    rate = 1
    net = x
    with slim.arg_scope([slim.conv2d], rate=rate):
        for i in range(depth):
            rate = rate + 1
            net = slim.conv2d(net, 2, 3, scope="changing_%d" % i)
    return net


def settings(decay):
    with slim.arg_scope([slim.conv2d], weights_regularizer=slim.l2_regularizer(decay)) as scope:
        return scope


def from_function(x):
    with slim.arg_scope(settings(0.1)):
        return slim.conv2d(x, 2, 3, scope="from_function")


def trained(x):
    """Its moving averages are among the trainable variables."""
    params = {"variables_collections": [tf.GraphKeys.TRAINABLE_VARIABLES], "is_training": False}
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=params):
        return slim.conv2d(x, 2, 3, scope="trained")


def mutated(x):
    params = {"scale": True}
    params["is_training"] = False
    with slim.arg_scope([slim.conv2d], normalizer_fn=slim.batch_norm, normalizer_params=params):
        return slim.conv2d(x, 2, 3, scope="mutated")


@slim.add_arg_scope
def own_layer(x, units=3, scope=None):
    return slim.fully_connected(x, units, scope=scope)


def with_own(x):
    with slim.arg_scope([own_layer], units=2):
        return own_layer(x, scope="with_own")


def outside(x):
    return slim.conv2d(x, 2, 3, scope="outside")


def before_and_after(x):
    """Only what is in the scope gets its arguments."""
    net = outside(x)
    with slim.arg_scope([slim.fully_connected], activation_fn=None):
        net = slim.fully_connected(net, 3, scope="within")
    return slim.fully_connected(net, 2, scope="after")


def forward(x):
    found = [with_helper(x), with_layer(x), changing(x, 2), from_function(x), trained(x), mutated(x), with_own(x)]
    return found + [before_and_after(x)]
