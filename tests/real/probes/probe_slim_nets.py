"""Zehaos/MobileNet, a fork of slim's networks on tf.contrib.slim: MobileNet, Inception, ResNet, VGG and the others."""

import builtins

import probe_common
import tensorflow as tf

builtins.xrange = range  # the repository is Python 2 code
probe_common.stand_in("easydict")


class EasyDict(dict):
    __getattr__, __setattr__ = dict.__getitem__, dict.__setitem__


import easydict  # noqa: E402

if not hasattr(easydict, "EasyDict"):
    easydict.EasyDict = EasyDict

from nets import nets_factory  # noqa: E402

slim = tf.contrib.slim
CLASSES = 13
SIZES = {"cifarnet": 32, "lenet": 28, "overfeat": 231, "inception_v3": 299, "inception_v4": 299}
SIZES["inception_resnet_v2"] = 299


def build(name, size, is_training=False):
    def make():
        network = nets_factory.get_network_fn(
            name, CLASSES, weight_decay=0.0005, is_training=is_training
        )
        channels = 1 if name == "lenet" else 3
        images = tf.placeholder(tf.float32, [2, size, size, channels], name="images")
        logits, end_points = network(images)
        fetches = {"logits": logits}
        shown = list(end_points.items())
        if (
            is_training
        ):  # statistics of two images: the further down, the more they magnify rounding
            del fetches["logits"], shown[8:]
        for key, tensor in shown:
            if tensor is not None and tensor.dtype == tf.float32:
                fetches[key.replace("/", ".")] = tensor
        slim.losses.softmax_cross_entropy(logits, slim.one_hot_encoding([3, 7], CLASSES))
        fetches["total_loss"] = slim.losses.get_total_loss()
        feed = {images: probe_common.sample("images", (2, size, size, channels))}
        steps = [("first", fetches, feed)]
        if is_training:
            updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
            moving = {
                v.op.name.replace("/", "."): v
                for v in slim.get_variables_by_suffix("moving_variance")
            }
            steps += [("update", {"all": tf.group(*updates)}, feed), ("moved", moving, feed)]
        return steps

    return make


NAMES = [
    "mobilenet",
    "inception_v1",
    "inception_v2",
    "inception_v3",
    "inception_v4",
    "inception_resnet_v2",
    "resnet_v1_50",
    "resnet_v2_101",
    "vgg_a",
    "alexnet_v2",
    "cifarnet",
    "lenet",
]
CASES = [(name, build(name, SIZES.get(name, 224))) for name in NAMES]
CASES.append(("mobilenet_training", build("mobilenet", 224, is_training=True)))

if __name__ == "__main__":
    probe_common.run(CASES)
