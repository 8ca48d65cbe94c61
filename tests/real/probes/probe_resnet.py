"""wenxinxu/resnet-in-tensorflow: the network, reused for validation, its losses and optimizer."""

import probe_common
import tensorflow as tf

import resnet

LABELS = [3, 1, 4, 1]


def network():
    images = tf.placeholder(tf.float32, [4, 32, 32, 3])
    validation = tf.placeholder(tf.float32, [2, 32, 32, 3])
    logits = resnet.inference(images, 2, reuse=False)
    again = resnet.inference(validation, 2, reuse=True)
    penalties = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits, labels=tf.constant(LABELS))
    )
    total = tf.add_n([loss] + penalties)
    average = tf.train.ExponentialMovingAverage(0.9, name="average")
    averaged = average.apply([loss])
    step = tf.train.MomentumOptimizer(0.001, 0.9).minimize(total)
    feed = {
        images: probe_common.sample("images", [4, 32, 32, 3]),
        validation: probe_common.sample("validation", [2, 32, 32, 3]),
    }
    outputs = {
        "logits": logits,
        "again": again,
        "loss": loss,
        "total": total,
        "penalties": tf.constant(len(penalties)),
    }
    return [
        ("before", outputs, feed),
        ("step", {"train": step}, feed),
        ("averaged", {"average": averaged}, feed),
        ("after", {"loss": loss, "kept": average.average(loss)}, feed),
    ]


if __name__ == "__main__":
    probe_common.run([("network", network)])
