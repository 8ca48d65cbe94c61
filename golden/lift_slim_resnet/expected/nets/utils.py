"""What the networks have in common."""
import tensorflow as tf
from migrate import compat_scope

slim = compat_scope.contrib.slim


def resnet_arg_scope(weight_decay=0.0001,
                     is_training=True,
                     batch_norm_decay=0.9,
                     regularize_norms=False,
                     use_batch_norm=True):
    """Defines the settings of residual networks.

    Args:
      weight_decay: the factor of the weights' L2 losses.
      is_training: whether moments are those of the batch.
      batch_norm_decay: of the moving averages.

    Returns:
      An `arg_scope` to build the network under.
    """
    batch_norm_params = {
        "decay": batch_norm_decay,
        "epsilon": 0.01,
        "scale": True,
        "is_training": is_training,
    }
    regularizer = slim.l2_regularizer(weight_decay)
    if regularize_norms:
        bias_regularizer = regularizer
    else:
        bias_regularizer = None

    with slim.arg_scope(
            [slim.conv2d],
            weights_regularizer=regularizer,
            biases_regularizer=bias_regularizer,
            weights_initializer=slim.variance_scaling_initializer(),
            activation_fn=tf.nn.relu,
            normalizer_fn=slim.batch_norm if use_batch_norm else None,
            normalizer_params=batch_norm_params):
        with slim.arg_scope([slim.batch_norm], **batch_norm_params):
            # so that features of both paths meet
            with slim.arg_scope([slim.max_pool2d], padding="SAME") as arg_sc:
                return arg_sc
