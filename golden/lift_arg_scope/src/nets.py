import tensorflow as tf
import tensorflow.contrib.slim as slim

WEIGHT_DECAY = 0.0005


def trunk(images, width, is_training=False):
    """Convolutions with shared settings."""
    batch_norm_params = {"decay": 0.9, "epsilon": 0.001, "scale": True}
    with tf.variable_scope("trunk"):
        with slim.arg_scope([slim.conv2d, slim.fully_connected],
                            weights_initializer=tf.truncated_normal_initializer(stddev=0.1),
                            weights_regularizer=slim.l2_regularizer(WEIGHT_DECAY),
                            normalizer_fn=slim.batch_norm,
                            normalizer_params=batch_norm_params):
            with slim.arg_scope([slim.batch_norm, slim.dropout], is_training=is_training):
                with slim.arg_scope([slim.conv2d, slim.max_pool2d], stride=1, padding="SAME"):
                    # halves the size
                    net = slim.conv2d(images, width, [3, 3], stride=2, scope="conv1")
                    net = slim.conv2d(net, 2 * width, 3, activation_fn=None, scope="conv2")
                    net = slim.max_pool2d(net, 2, scope="pool")
                    net = slim.dropout(net, 0.8, scope="dropout")
                net = slim.flatten(net)
                return slim.fully_connected(net, 5, normalizer_fn=None, scope="fc")


def block(net, width, rate):
    with slim.arg_scope([slim.conv2d, slim.separable_conv2d], activation_fn=tf.nn.elu, rate=rate,
                        biases_initializer=tf.constant_initializer(0.1)):
        with tf.variable_scope("branches"):
            one = slim.conv2d(net, width, 1, scope="one")
            with slim.arg_scope([slim.conv2d], activation_fn=None, rate=1):
                two = slim.conv2d(one, width, 3, scope="two")
            three = slim.separable_conv2d(one, width, 3, depth_multiplier=2, scope="three")
    # not under the settings
    return slim.conv2d(tf.concat([one, two, three], 3), width, 1, scope="join")


def layered(net, widths):
    """Each layer in turn."""
    with slim.arg_scope([slim.fully_connected], activation_fn=tf.nn.tanh):
        for i, width in enumerate(widths):
            net = slim.fully_connected(net, width, scope="layer_%d" % i)
    return net


def forward(images):
    features = trunk(images, 3)
    joined = block(images, 2, 2)
    return {"features": features, "joined": joined, "layered": layered(features, [4, 2])}
