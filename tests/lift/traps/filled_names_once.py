import tensorflow as tf

SETTINGS = {"units": 3, "scale": 0.5, "deep": True, "name": "named", "kwargs": 2.0, "self": 3.0, "x_shape": 1.5}


def part(x, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return kwargs * tf.matmul(x, w)


def other(x, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable(name, [x.shape[-1].value, units])
        return self * tf.matmul(x, w)


def local(x, scope, flag):
    with tf.variable_scope(scope):
        if flag:
            unit = 2
        y = tf.layers.dense(x, unit if flag else units, name="d")
        return y * scale


def sized(x):
    with tf.variable_scope("sized"):
        w = tf.get_variable("w", [x.shape[-1].value, 3])
        return x_shape * tf.matmul(x, w)


def net(x, units=2):
    with tf.variable_scope("net"):
        if deep:
            x = part(x, "a")
        return part(other(x, "b"), "c") + tf.layers.dense(x, units + 1, name="d") * sized(x)


if __name__ == "__main__" or SETTINGS:
    globals().update(SETTINGS)


def forward(x):
    return tf.concat([net(x), local(x, "e", True), local(x, "f", False), part(x, "g")], 1)
