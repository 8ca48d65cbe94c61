import tensorflow as tf
from migrate import compat_scope
from migrate.compat_scope.contrib import layers


def conv(x, n, scope=None):
    return layers.conv2d(x, n, [3, 3], stride=2, scope=scope,
                         weights_initializer=layers.xavier_initializer_conv2d(),
                         normalizer_fn=layers.batch_norm,
                         normalizer_params={"is_training": False, "scale": True, "decay": 0.9})


def net(x):
    with compat_scope.variable_scope("features"):
        h = conv(x, 4)
        h = conv(h, 3, scope="second")
        h = layers.flatten(h)
    h = layers.fully_connected(h, 8)  # relu by default
    h = layers.layer_norm(h)
    h = compat_scope.contrib.layers.fully_connected(
        h, num_outputs=6, activation_fn=tf.nn.tanh,
        weights_regularizer=compat_scope.contrib.layers.l2_regularizer(0.01),
        biases_initializer=tf.compat.v1.zeros_initializer(), scope="fc")
    h = layers.dropout(h, keep_prob=0.8, is_training=False)
    with compat_scope.variable_scope("out"):
        logits = layers.linear(h, 3)
        w = compat_scope.get_variable("temperature", [], initializer=layers.variance_scaling_initializer())
    return logits * w, compat_scope.losses.get_regularization_loss()
