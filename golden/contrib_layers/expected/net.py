import tensorflow as tf
from migrate import compat_scope


def conv(x, n, scope=None):
    return compat_scope.contrib.layers.conv2d(x, n, [3, 3], stride=2, scope=scope,
                         weights_initializer=compat_scope.contrib.layers.xavier_initializer_conv2d(),
                         normalizer_fn=compat_scope.contrib.layers.batch_norm,
                         normalizer_params={"is_training": False, "scale": True, "decay": 0.9})


def net(x):
    with compat_scope.variable_scope("features"):
        h = conv(x, 4)
        h = conv(h, 3, scope="second")
        h = compat_scope.contrib.layers.flatten(h)
    h = compat_scope.contrib.layers.fully_connected(h, 8)  # relu by default
    h = compat_scope.contrib.layers.layer_norm(h)
    h = compat_scope.contrib.layers.fully_connected(
        h, num_outputs=6, activation_fn=tf.nn.tanh,
        weights_regularizer=compat_scope.contrib.layers.l2_regularizer(0.01),
        biases_initializer=tf.compat.v1.zeros_initializer(), scope="fc")
    h = compat_scope.contrib.layers.dropout(h, keep_prob=0.8, is_training=False)
    with compat_scope.variable_scope("out"):
        logits = compat_scope.contrib.layers.linear(h, 3)
        w = compat_scope.get_variable("temperature", [], initializer=compat_scope.contrib.layers.variance_scaling_initializer())
    return logits * w, tf.compat.v1.losses.get_regularization_loss()
