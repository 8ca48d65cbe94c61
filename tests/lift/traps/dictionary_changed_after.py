import tensorflow as tf


def head(x, options):
    with tf.variable_scope(options["scope"]):
        w = tf.get_variable("w", [x.shape[-1].value, options["units"]])
        return options.get("scale", 1.0) * tf.matmul(x, w)


def chain(x):
    options = dict(scope="a", units=5)
    y = head(x, options)
    options.update(scope="b", units=2)
    options["scale"] = 0.5
    return head(y, options)


def forward(x):
    return chain(x)
