import tensorflow as tf
from migrate import compat_scope


def step(state):
    w = compat_scope.get_variable("w", [4, 4])
    return tf.tanh(tf.matmul(state, w))


def unrolled(x):
    with compat_scope.variable_scope("loop"):
        _, y = compat_scope.while_loop(lambda i, s: i < 3, lambda i, s: [i + 1, step(s)], [tf.constant(0), x])
        return y


def scanned(x):
    def cell(state, row):
        joint = tf.concat([state, row], 0)[tf.newaxis]
        return compat_scope.layers.dense(joint, 4, activation=tf.tanh, name="cell")[0]

    with compat_scope.variable_scope("scan"):
        return compat_scope.scan(cell, x, initializer=tf.zeros([4]))


def mapped(x):
    with compat_scope.variable_scope("map", reuse=compat_scope.AUTO_REUSE):
        scale = compat_scope.get_variable("scale", [4])
        return compat_scope.map_fn(lambda row: row * scale + compat_scope.get_variable("shift", [4]), x)


def branched(x, flag):
    with compat_scope.variable_scope("branch"):
        first = compat_scope.get_variable("first", [4])
        second = compat_scope.get_variable("second", [4])
        y = tf.compat.v1.cond(flag, lambda: x * first, lambda: x * second)
        return y + tf.compat.v1.cond(tf.logical_not(flag), true_fn=lambda: first, false_fn=lambda: second)


def forward(x, flag):
    return {"loop": unrolled(x), "scan": scanned(x), "map": mapped(x), "branch": branched(x, flag)}
