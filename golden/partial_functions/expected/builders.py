import functools

import tensorflow as tf
from migrate import compat_scope

NETWORKS = {}


def register(name):
    def add(builder):
        NETWORKS[name] = builder
        return builder

    return add


@register("mlp")
def mlp(num_layers=2, num_hidden=5, activation=tf.tanh, layer_norm=False):
    def network_fn(x):
        h = compat_scope.layers.flatten(x)
        for i in range(num_layers):
            h = dense(h, 'mlp_fc{}'.format(i), num_hidden)
            if layer_norm:
                h = compat_scope.contrib.layers.layer_norm(h, center=True, scale=True)
            h = activation(h)
        return h

    return network_fn


@register("linear")
def linear(**kwargs):
    return lambda x: dense(x, 'linear', **kwargs)


def scoped(fn):
    @functools.wraps(fn)
    def wrapper(x, scope, *args, **kwargs):
        with compat_scope.variable_scope(scope):
            return fn(x, *args, **kwargs)

    return wrapper


@scoped
def dense(x, n, init=tf.compat.v1.glorot_uniform_initializer(), bias=True):
    w = compat_scope.get_variable("w", [tf.compat.dimension_value(x.get_shape()[-1]), n], initializer=init)
    y = tf.matmul(x, w)
    return y + compat_scope.get_variable("b", [n]) if bias else y


small = functools.partial(dense, n=2, bias=False)
layers = {"relu": functools.partial(compat_scope.layers.dense, activation=tf.nn.relu), "none": compat_scope.layers.dense}


def forward(x):
    with compat_scope.variable_scope("pi"):
        a = NETWORKS["mlp"](layer_norm=True)(x)
    with compat_scope.variable_scope("vf"):
        b = NETWORKS["linear"](n=3)(x)
    heads = [fn(a, units=2, name=key) for key, fn in sorted(layers.items())]
    return list(map(lambda t: small(t, "small_%d" % tf.compat.dimension_value(t.shape[1])), [a, b])), heads
