import tensorflow as tf
from tensorflow.contrib import slim

BATCH_NORM = {"decay": 0.9, "epsilon": 1e-5, "scale": True}


def unpool(inputs):
    return tf.image.resize_nearest_neighbor(inputs, size=[tf.shape(inputs)[1] * 2, tf.shape(inputs)[2] * 2])


def merged(images, weight_decay=1e-5, is_training=False):
    """Scores and boxes of a feature map."""
    with tf.variable_scope("feature_fusion", values=[images]):
        batch_norm_params = {
            "decay": 0.9,
            "scale": True,
            "is_training": is_training,
        }
        with slim.arg_scope([slim.conv2d],
                            activation_fn=tf.nn.relu,
                            normalizer_fn=slim.batch_norm,
                            normalizer_params=batch_norm_params,
                            weights_regularizer=slim.l2_regularizer(weight_decay)):
            f = slim.conv2d(images, 4, 3, stride=2)
            g = unpool(f)
            score = slim.conv2d(g, 1, 1, activation_fn=tf.nn.sigmoid, normalizer_fn=None)
            boxes = slim.conv2d(g, 4, 1, activation_fn=tf.nn.sigmoid, normalizer_fn=None) * 16
    return score, boxes


def normalized(x, width, scope):
    """The settings of the module."""
    return slim.conv2d(x, width, 3, normalizer_fn=slim.batch_norm, normalizer_params=BATCH_NORM, scope=scope)


def conv_bn(x, width, act=tf.nn.relu, is_training=True, name=None):
    with tf.variable_scope(name or "conv_bn"):
        x = slim.conv2d(x, width, 3, activation_fn=None, scope="conv")
        return slim.batch_norm(x, is_training=is_training, activation_fn=act, scope="bn")


def pooled(x):
    """Averages over all there is."""
    bias = tf.constant_initializer(0.1)
    with slim.arg_scope([slim.conv2d, slim.avg_pool2d], stride=1, padding="SAME"):
        x = slim.conv2d(x, 5, 3, biases_initializer=bias, scope="conv")
        x = slim.avg_pool2d(x, x.get_shape()[1:3], padding="VALID", scope="pool")
    return tf.squeeze(x, [1, 2])


def forward(images):
    score, boxes = merged(images)
    net = normalized(images, 3, "normalized")
    net = conv_bn(net, 3, is_training=False, name="first")
    net = conv_bn(net, 2, act=None, is_training=False, name="second")
    return {"score": score, "boxes": boxes, "net": net, "pooled": pooled(net)}
