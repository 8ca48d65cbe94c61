import tensorflow as tf

KINDS = {}


def register(name):
    def note(function):
        KINDS[name] = function
        return function

    return note


@register("plain")
def plain(x, units):
    with tf.variable_scope("plain"):
        return tf.layers.dense(x, units, name="fc")


@register("deep")
def deep(x, depth):
    with tf.variable_scope("deep"):
        i = 0
        while i < depth:
            x = tf.layers.dense(x, 3, name="fc_%d" % i)
            i += 1
        return x


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = plain(h, 5)
        h = deep(h, 2)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + KINDS["plain"](x, 3)
