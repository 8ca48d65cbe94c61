import tensorflow as tf

from nets import head, resnet

slim = tf.contrib.slim


def classify(features, num_classes, smooth=False, is_training=True):
    sc = head.head_arg_scope(smooth)
    with slim.arg_scope(sc):
        return head.head(features, num_classes, is_training)


def forward(images, weight_decay=0.001, is_training=False):
    """The features of the images, and their classes."""
    with slim.arg_scope(resnet.resnet_arg_scope(weight_decay=weight_decay, is_training=is_training)):
        features = resnet.resnet_small(images)
    pooled = tf.reduce_mean(features, [1, 2], name="pool")
    return {"features": features, "logits": classify(pooled, 3, smooth=True, is_training=is_training)}
