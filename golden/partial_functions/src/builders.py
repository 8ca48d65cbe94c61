import functools

import tensorflow as tf

NETWORKS = {}


def register(name):
    def add(builder):
        NETWORKS[name] = builder
        return builder

    return add


@register("mlp")
def mlp(num_layers=2, num_hidden=5, activation=tf.tanh, layer_norm=False):
    def network_fn(x):
        h = tf.layers.flatten(x)
        for i in range(num_layers):
            h = dense(h, 'mlp_fc{}'.format(i), num_hidden)
            if layer_norm:
                h = tf.contrib.layers.layer_norm(h, center=True, scale=True)
            h = activation(h)
        return h

    return network_fn


@register("linear")
def linear(**kwargs):
    return lambda x: dense(x, 'linear', **kwargs)


def scoped(fn):
    @functools.wraps(fn)
    def wrapper(x, scope, *args, **kwargs):
        with tf.variable_scope(scope):
            return fn(x, *args, **kwargs)

    return wrapper


@scoped
def dense(x, n, init=tf.glorot_uniform_initializer(), bias=True):
    w = tf.get_variable("w", [x.get_shape()[-1].value, n], initializer=init)
    y = tf.matmul(x, w)
    return y + tf.get_variable("b", [n]) if bias else y


small = functools.partial(dense, n=2, bias=False)
layers = {"relu": functools.partial(tf.layers.dense, activation=tf.nn.relu), "none": tf.layers.dense}


def forward(x):
    with tf.variable_scope("pi"):
        a = NETWORKS["mlp"](layer_norm=True)(x)
    with tf.variable_scope("vf"):
        b = NETWORKS["linear"](n=3)(x)
    heads = [fn(a, units=2, name=key) for key, fn in sorted(layers.items())]
    return list(map(lambda t: small(t, "small_%d" % t.shape[1].value), [a, b])), heads
