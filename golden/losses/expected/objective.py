import tensorflow as tf
from migrate import compat_scope

REG = compat_scope.contrib.layers.l2_regularizer(0.5)


def net(x):
    with compat_scope.variable_scope("net", regularizer=REG):
        h = compat_scope.layers.dense(x, 4, activation=tf.nn.relu, name="h")
        return compat_scope.layers.dense(h, 2, use_bias=False, name="y", kernel_regularizer=None)


def objective(x, y, ids):
    out = net(x)
    mse = compat_scope.losses.mean_squared_error(y, out, weights=tf.constant([[1.0], [0.0], [2.0], [1.0]]))
    xent = compat_scope.losses.sparse_softmax_cross_entropy(labels=ids, logits=out, weights=0.5)
    side = compat_scope.losses.absolute_difference(y, out, loss_collection=None)
    huber = compat_scope.losses.huber_loss(y, out, delta=0.5, loss_collection="extra",
                                 reduction=tf.compat.v1.losses.Reduction.SUM)
    compat_scope.losses.add_loss(tf.reduce_mean(tf.square(out)))
    compat_scope.contrib.losses.absolute_difference(out, y)
    return {
        "total": compat_scope.losses.get_total_loss(),
        "unregularized": compat_scope.losses.get_total_loss(add_regularization_losses=False),
        "regularization": compat_scope.losses.get_regularization_loss(scope="net/h"),
        "number": [len(compat_scope.losses.get_losses()), len(compat_scope.losses.get_regularization_losses()),
                   len(compat_scope.losses.get_losses(loss_collection="extra"))],
        "losses": (mse, xent, side, huber),
    }
