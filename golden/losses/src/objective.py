import tensorflow as tf

REG = tf.contrib.layers.l2_regularizer(0.5)


def net(x):
    with tf.variable_scope("net", regularizer=REG):
        h = tf.layers.dense(x, 4, activation=tf.nn.relu, name="h")
        return tf.layers.dense(h, 2, use_bias=False, name="y", kernel_regularizer=None)


def objective(x, y, ids):
    out = net(x)
    mse = tf.losses.mean_squared_error(y, out, weights=tf.constant([[1.0], [0.0], [2.0], [1.0]]))
    xent = tf.losses.sparse_softmax_cross_entropy(labels=ids, logits=out, weights=0.5)
    side = tf.losses.absolute_difference(y, out, loss_collection=None)
    huber = tf.losses.huber_loss(y, out, delta=0.5, loss_collection="extra",
                                 reduction=tf.losses.Reduction.SUM)
    tf.losses.add_loss(tf.reduce_mean(tf.square(out)))
    tf.contrib.losses.absolute_difference(out, y)
    return {
        "total": tf.losses.get_total_loss(),
        "unregularized": tf.losses.get_total_loss(add_regularization_losses=False),
        "regularization": tf.losses.get_regularization_loss(scope="net/h"),
        "number": [len(tf.losses.get_losses()), len(tf.losses.get_regularization_losses()),
                   len(tf.losses.get_losses(loss_collection="extra"))],
        "losses": (mse, xent, side, huber),
    }
