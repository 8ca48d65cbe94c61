import tensorflow as tf
import tensorflow.contrib.slim as slim

from nets import vgg
from nets.inception import arg_scope, inception


def towers(images, num_classes, is_training=False):
    """Both networks on one batch."""
    with slim.arg_scope(arg_scope(weight_decay=0.01)):
        logits, end_points = inception(images, num_classes, is_training=is_training)
    sc = vgg.vgg_arg_scope()
    with slim.arg_scope(sc):
        other = vgg.vgg(images, num_classes)
    return {"logits": logits, "mixed": end_points["Mixed_3b"], "predictions": end_points["Predictions"], "other": other}
