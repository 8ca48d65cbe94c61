import tensorflow as tf
import tensorflow.contrib.slim as slim

from nets.blocks import reduction, residual


def arg_scope(weight_decay=0.0005, use_batch_norm=True, decay=0.95):
    """The settings of the network's layers.

    Args:
      weight_decay: the factor of the weights' L2 losses.
      use_batch_norm: whether convolutions are normalized.
      decay: of the moving averages.

    Returns:
      An `arg_scope` to build the network under.
    """
    batch_norm_params = {
        "decay": decay,
        # prevents 0s in variance
        "epsilon": 0.001,
    }
    if use_batch_norm:
        normalizer_fn = slim.batch_norm
        normalizer_params = batch_norm_params
    else:
        normalizer_fn = None
        normalizer_params = {}
    with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_regularizer=slim.l2_regularizer(weight_decay)):
        with slim.arg_scope([slim.conv2d],
                            weights_initializer=slim.initializers.xavier_initializer(),
                            activation_fn=tf.nn.relu,
                            normalizer_fn=normalizer_fn,
                            normalizer_params=normalizer_params) as sc:
            return sc


def inception(inputs, num_classes, is_training=True, keep_prob=0.8, reuse=None, scope="Inception"):
    """Builds the network.

    Args:
      inputs: a batch of images.

    Returns:
      The logits, and a dict of the layers' outputs.
    """
    end_points = {}
    with tf.variable_scope(scope, "Inception", [inputs], reuse=reuse):
        with slim.arg_scope([slim.batch_norm, slim.dropout], is_training=is_training):
            with slim.arg_scope([slim.conv2d, slim.max_pool2d], stride=1, padding="SAME"):
                # 13 x 13
                net = slim.conv2d(inputs, 4, 3, stride=2, padding="VALID", scope="Conv2d_1a_3x3")
                end_points["Conv2d_1a_3x3"] = net
                # 6 x 6
                net = slim.repeat(net, 2, residual, scale=0.17)
                end_points["Mixed_2"] = net
                net = slim.repeat(net, 1, residual, scale=0.2, activation_fn=tf.nn.elu)

                with tf.variable_scope("Mixed_3a"):
                    net = reduction(net, 2, 3)
                end_points["Mixed_3a"] = net
                net = residual(net, activation_fn=None)
                end_points["Mixed_3b"] = net
            with tf.variable_scope("Logits"):
                net = slim.flatten(net)
                net = slim.dropout(net, keep_prob, scope="Dropout")
                end_points["PreLogits"] = net
                logits = slim.fully_connected(net, num_classes, activation_fn=None, scope="Logits")
                end_points["Predictions"] = tf.nn.softmax(logits, name="Predictions")
    return logits, end_points
