"""google-research/tf-slim: its image networks, in training and for inference, from a TF1-style script."""

import probe_common
import tensorflow as tf
import tf_slim as slim

from tf_slim.nets import inception, resnet_v1, resnet_v2, vgg

CLASSES = 11


def build(network, scope, size, is_training=False, **settings):
    def make():
        images = tf.placeholder(tf.float32, [2, size, size, 3], name="images")
        with slim.arg_scope(scope()):
            logits, end_points = network(images, CLASSES, is_training=is_training, **settings)
        fetches = {"logits": logits}
        shown = list(end_points.items())
        if (
            is_training
        ):  # statistics of two images: the further down, the more they magnify rounding
            del fetches["logits"], shown[8:]
        for name, tensor in shown:
            if tensor is not None and tensor.dtype == tf.float32:
                fetches[name.replace("/", ".")] = tensor
        labels = slim.one_hot_encoding(tf.constant([3, 7]), CLASSES)
        slim.losses.softmax_cross_entropy(tf.reshape(logits, [2, -1])[:, :CLASSES], labels)
        fetches["total_loss"] = slim.losses.get_total_loss()
        feed = {images: probe_common.sample("images", (2, size, size, 3))}
        steps = [("first", fetches, feed)]
        updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
        if is_training:  # the moving averages move, then serve as constants of the graph
            moving = {
                v.op.name.replace("/", "."): v for v in slim.get_variables_by_suffix("moving_mean")
            }
            steps += [("update", {"all": tf.group(*updates)}, feed), ("moved", moving, feed)]
        return steps

    return make


def weight_decay(scope):
    return lambda: scope(weight_decay=0.001)


CASES = [
    ("inception_v1", build(inception.inception_v1, inception.inception_v1_arg_scope, 224)),
    ("inception_v2", build(inception.inception_v2, inception.inception_v2_arg_scope, 224)),
    ("inception_v3", build(inception.inception_v3, inception.inception_v3_arg_scope, 299)),
    (
        "inception_v3_decay",
        build(
            inception.inception_v3,
            weight_decay(inception.inception_v3_arg_scope),
            299,
            depth_multiplier=0.5,
            create_aux_logits=False,
        ),
    ),
    (
        "inception_v2_training",
        build(
            inception.inception_v2,
            inception.inception_v2_arg_scope,
            224,
            is_training=True,
            dropout_keep_prob=1.0,
        ),
    ),
    ("resnet_v1_50", build(resnet_v1.resnet_v1_50, resnet_v1.resnet_arg_scope, 64)),
    (
        "resnet_v1_101_dense",
        build(
            resnet_v1.resnet_v1_101,
            resnet_v1.resnet_arg_scope,
            65,
            global_pool=False,
            output_stride=16,
        ),
    ),
    ("resnet_v2_50", build(resnet_v2.resnet_v2_50, resnet_v2.resnet_arg_scope, 64)),
    (
        "resnet_v2_50_training",
        build(resnet_v2.resnet_v2_50, resnet_v2.resnet_arg_scope, 64, is_training=True),
    ),
    ("vgg_a", build(vgg.vgg_a, vgg.vgg_arg_scope, 224)),
]

if __name__ == "__main__":
    probe_common.run(CASES)
