import tensorflow as tf

FLAGS_WD = 0.004


def _decayed(name, shape, wd):
    var = tf.get_variable(name, shape, initializer=tf.truncated_normal_initializer(stddev=0.1))
    if wd is not None:
        weight_decay = tf.multiply(tf.nn.l2_loss(var), wd, name="weight_loss")
        tf.add_to_collection("losses", weight_decay)
    return var


def model(x, y):
    l2 = tf.contrib.layers.l2_regularizer(scale=0.1)
    with tf.variable_scope("base", regularizer=l2):
        w = tf.get_variable("w", [4, 5])
        free = tf.get_variable("free", [5], regularizer=tf.no_regularizer)
        h = tf.nn.relu(tf.matmul(x, w) + free)
    with tf.variable_scope("head"):
        kernel = _decayed("kernel", [5, 3], FLAGS_WD)
        logits = tf.matmul(h, kernel)
        logits = tf.layers.dense(logits, 3, kernel_regularizer=tf.contrib.layers.l1_regularizer(0.05), name="mix")
    cross_entropy = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    tf.add_to_collection("losses", cross_entropy)
    total = tf.add_n(tf.get_collection("losses"), name="total_loss")
    reg = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    base = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="base")
    return {
        "total": total,
        "regularization": tf.add_n(reg),
        "number": len(reg),
        "base": [v.op.name for v in base],
        "logits": logits,
    }
