"""Parts of a GAN whose names say which of its networks they belong to."""

import tensorflow as tf

regularizer = tf.contrib.layers.l2_regularizer(0.1)


def conv(x, channels, sn=False, scope="conv_0"):
    with tf.variable_scope(scope):
        if sn:
            # Only the generator is regularized.
            if "generator" in scope:
                w = tf.get_variable("kernel", [3, 3, x.shape[-1], channels], regularizer=regularizer)
            else:
                w = tf.get_variable("kernel", [3, 3, x.shape[-1], channels], regularizer=None)
            x = tf.nn.conv2d(x, w / tf.norm(w), [1, 1, 1, 1], "SAME")
        else:
            if "generator" in scope:
                x = tf.layers.conv2d(x, channels, 3, padding="same", kernel_regularizer=regularizer)
            else:
                x = tf.layers.conv2d(x, channels, 3, padding="same")
        return x


def scaled(x, kind, scope):
    """Scales where its name or kind ends as it should."""
    with tf.variable_scope(scope):
        if kind.endswith("_scaled") or scope.startswith("scaled"):
            scale = tf.get_variable("scale", [x.shape[-1]], initializer=tf.ones_initializer())
            x = x * scale
        else:
            x = x * 0.5
        return x


def forward(x):
    with tf.variable_scope("net"):
        x = conv(x, 3, sn=True, scope="generator_in")
        x = tf.nn.relu(conv(x, 4, scope="generator_mid"))
        x = scaled(x, "all_scaled", "first")
        x = scaled(x, "none", "second")
        x = scaled(x, "none", "scaled_third")
        x = conv(x, 4, sn=True, scope="discriminator_in")
        return conv(x, 2, scope="discriminator_out")
