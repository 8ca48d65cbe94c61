"""tkipf/gcn: the graph convolution, with several supports, and the MLP; one training step each."""

import numpy as np
import probe_common
import tensorflow as tf

from gcn.models import GCN, MLP

flags = tf.app.flags
flags.DEFINE_float("learning_rate", 0.01, "Initial learning rate.")
flags.DEFINE_integer("hidden1", 5, "Units in the hidden layer.")
flags.DEFINE_float("weight_decay", 5e-4, "Weight of the L2 loss.")

NODES, FEATURES, CLASSES = 7, 6, 3


def sparse(name, shape):
    """A sparse matrix with about half of its values, as (indices, values, shape)."""
    dense = probe_common.sample(name, shape)
    rows, columns = np.nonzero(dense > 0)
    return (
        np.stack([rows, columns], 1).astype(np.int64),
        dense[rows, columns],
        np.array(shape, np.int64),
    )


def build(model, supports):
    features = sparse("features", [NODES, FEATURES])
    placeholders = {
        "support": [tf.sparse_placeholder(tf.float32) for _ in range(supports)],
        "features": tf.sparse_placeholder(
            tf.float32, shape=tf.constant(features[2], dtype=tf.int64)
        ),
        "labels": tf.placeholder(tf.float32, shape=(None, CLASSES)),
        "labels_mask": tf.placeholder(tf.int32),
        "dropout": tf.placeholder_with_default(0.0, shape=()),
        "num_features_nonzero": tf.placeholder(tf.int32),
    }
    network = model(placeholders, input_dim=FEATURES, logging=True)
    feed = {
        placeholders["features"]: features,
        placeholders["labels"]: np.eye(CLASSES, dtype=np.float32)[np.arange(NODES) % CLASSES],
        placeholders["labels_mask"]: np.array([1, 1, 0, 1, 0, 1, 1], np.int32),
        placeholders["num_features_nonzero"]: features[1].shape,
    }
    for i, support in enumerate(placeholders["support"]):
        feed[support] = sparse("support%d" % i, [NODES, NODES])
    outputs = {
        "logits": network.outputs,
        "hidden": network.activations[1],
        "predict": network.predict(),
        "loss": network.loss,
        "accuracy": network.accuracy,
    }
    after = {"loss": network.loss, "logits": network.outputs}
    return [
        ("before", outputs, feed),
        ("step", {"train": network.opt_op}, feed),
        ("after", after, feed),
    ]


def gcn():
    return build(GCN, 1)


def chebyshev():
    return build(GCN, 3)


def mlp():
    return build(MLP, 1)


if __name__ == "__main__":
    probe_common.run([("gcn", gcn), ("chebyshev", chebyshev), ("mlp", mlp)])
