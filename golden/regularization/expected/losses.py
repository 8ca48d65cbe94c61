import tensorflow as tf
from migrate import compat_scope

FLAGS_WD = 0.004


def _decayed(name, shape, wd):
    var = compat_scope.get_variable(name, shape, initializer=tf.compat.v1.truncated_normal_initializer(stddev=0.1))
    if wd is not None:
        weight_decay = tf.multiply(tf.nn.l2_loss(var), wd, name="weight_loss")
        compat_scope.add_to_collection("losses", weight_decay)
    return var


def model(x, y):
    l2 = compat_scope.contrib.layers.l2_regularizer(scale=0.1)
    with compat_scope.variable_scope("base", regularizer=l2):
        w = compat_scope.get_variable("w", [4, 5])
        free = compat_scope.get_variable("free", [5], regularizer=compat_scope.no_regularizer)
        h = tf.nn.relu(tf.matmul(x, w) + free)
    with compat_scope.variable_scope("head"):
        kernel = _decayed("kernel", [5, 3], FLAGS_WD)
        logits = tf.matmul(h, kernel)
        logits = compat_scope.layers.dense(logits, 3, kernel_regularizer=compat_scope.contrib.layers.l1_regularizer(0.05), name="mix")
    cross_entropy = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    compat_scope.add_to_collection("losses", cross_entropy)
    total = tf.add_n(compat_scope.get_collection("losses"), name="total_loss")
    reg = compat_scope.get_collection(compat_scope.GraphKeys.REGULARIZATION_LOSSES)
    base = compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope="base")
    return {
        "total": total,
        "regularization": tf.add_n(reg),
        "number": len(reg),
        "base": [compat_scope.op_name(v) for v in base],
        "logits": logits,
    }
