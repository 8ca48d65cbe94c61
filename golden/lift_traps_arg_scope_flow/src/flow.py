import functools

import tensorflow as tf
import tensorflow.contrib.slim as slim


def sometimes(x, scope):
    """Is called under a scope, and without one."""
    return slim.conv2d(x, 2, 3, scope=scope)


def both_ways(x):
    first = sometimes(x, "plain")
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.tanh):
        return sometimes(first, "scoped")


def handed(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def apply_twice(layer, x):
    return layer(layer(x, "handed_1"), "handed_2")


def as_value(x):
    """What is called under the scope is only known where it is called."""
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.sigmoid):
        return apply_twice(handed, x)


def partly(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def by_partial(x):
    layer = functools.partial(partly, scope="partly")
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.softplus):
        return layer(x)


def chosen_scope(smooth):
    if smooth:
        activation_fn = tf.nn.softplus
    else:
        activation_fn = tf.nn.relu6
    with slim.arg_scope([slim.conv2d], activation_fn=activation_fn) as scope:
        return scope


def under_chosen(x, smooth):
    with slim.arg_scope(chosen_scope(smooth)):
        return slim.conv2d(x, 2, 3, scope="under_chosen")


@slim.add_arg_scope
def spread(x, units=3, scale=1.0, scope=None):
    return scale * slim.fully_connected(x, units, scope=scope)


def with_settings(x, **kwargs):
    """The scope may give what the call gives, too."""
    with slim.arg_scope([spread], units=2):
        return spread(x, scope="spread", **kwargs)


def counted(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def changing(x):
    """The rate is another one for the second call."""
    rate = 1
    with slim.arg_scope([slim.conv2d], rate=rate):
        x = counted(x, "counted_1")
        rate = 2
        return counted(x, "counted_2") * rate


def later(x, scope):
    return slim.conv2d(x, 2, 3, scope=scope)


def in_lambda(x):
    """Runs when the scope is left."""
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.tanh):
        layer = lambda h: later(h, "later")
    return layer(x)


def replaced_scope(x):
    """A scope that is entered again hides what is around it."""
    with slim.arg_scope([slim.conv2d], activation_fn=tf.nn.elu) as scope:
        x = slim.conv2d(x, 2, 3, scope="replaced_1")
    with slim.arg_scope([slim.conv2d], padding="VALID"):
        with slim.arg_scope(scope):
            return inner(x)


def inner(x):
    return slim.conv2d(x, 2, 3, scope="replaced_2")


def forward(x):
    found = [both_ways(x), as_value(x), by_partial(x), under_chosen(x, True), with_settings(x, scale=2.0)]
    return found + [changing(x), in_lambda(x), replaced_scope(x)]
