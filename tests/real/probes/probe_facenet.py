"""davidsandberg/facenet, in ``src/``: its networks on slim, for training and reused, and its losses."""

import importlib

import probe_common
import tensorflow as tf

probe_common.stand_in("scipy", "scipy.misc", "scipy.interpolate", "scipy.optimize")
probe_common.stand_in("sklearn", "sklearn.model_selection")
for _module, _name in (
    ("sklearn.model_selection", "KFold"),
    ("scipy", "interpolate"),
    ("scipy", "misc"),
    ("scipy.optimize", "brentq"),
    ("scipy.interpolate", "interp1d"),
):
    if not hasattr(importlib.import_module(_module), _name):
        setattr(importlib.import_module(_module), _name, None)

import facenet  # noqa: E402


def build(name, size):
    network = importlib.import_module("models." + name)
    images = tf.placeholder(tf.float32, [2, size, size, 3])
    training = tf.placeholder(tf.bool)
    embedding, _ = network.inference(
        images, 1.0, phase_train=training, bottleneck_layer_size=8, weight_decay=0.01
    )
    normalized = tf.nn.l2_normalize(embedding, 1, 1e-10, name="embeddings")
    logits = tf.contrib.slim.fully_connected(
        embedding,
        3,
        activation_fn=None,
        weights_initializer=tf.contrib.slim.initializers.xavier_initializer(),
        weights_regularizer=tf.contrib.slim.l2_regularizer(0.01),
        scope="Logits",
    )
    center, _ = facenet.center_loss(embedding, tf.constant([1, 2]), 0.95, 3)
    triplet = facenet.triplet_loss(embedding[:1], embedding[1:], embedding[:1] * 0.5, 0.2)
    penalties = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    outputs = {
        "embedding": embedding,
        "normalized": normalized,
        "logits": logits,
        "triplet": triplet,
        "penalty": tf.add_n(penalties),
        "counts": tf.constant([len(penalties), len(tf.get_collection(tf.GraphKeys.UPDATE_OPS))]),
    }
    values = probe_common.sample("images", [2, size, size, 3])
    return [
        ("test", outputs, {images: values, training: False}),
        ("center", {"center": center}, {images: values, training: False}),
    ]


def training():
    """The repository's own optimizer with averages, on its smallest network."""
    network = importlib.import_module("models.squeezenet")
    images = tf.constant(probe_common.sample("images", [4, 96, 96, 3]))
    with tf.variable_scope("net"):
        embedding, _ = network.inference(images, 1.0, phase_train=True, bottleneck_layer_size=8)
    loss = tf.reduce_mean(tf.square(embedding - 0.1))
    global_step = tf.Variable(0, trainable=False)
    step = facenet.train(
        loss, global_step, "MOM", 1e-3, 0.9, tf.global_variables(), log_histograms=False
    )
    return [
        ("before", {"loss": loss}, {}),
        ("step", {"train": step}, {}),
        ("after", {"loss": loss}, {}),
    ]


def case(name, size):
    return lambda: build(name, size)


if __name__ == "__main__":
    probe_common.run(
        [
            ("inception_resnet_v1", case("inception_resnet_v1", 160)),
            ("inception_resnet_v2", case("inception_resnet_v2", 160)),
            ("squeezenet", case("squeezenet", 96)),
            ("training", training),
        ]
    )
