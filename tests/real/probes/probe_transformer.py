"""Kyubyong/transformer: encoder, decoder, a training step and autoregressive evaluation."""

import argparse
import tempfile

import numpy as np
import probe_common
import tensorflow as tf

probe_common.stand_in("tqdm")
if not hasattr(__import__("tqdm"), "tqdm"):
    __import__("tqdm").tqdm = lambda items: items

import model  # noqa: E402

WORDS = ["<pad>", "<unk>", "<s>", "</s>"] + ["word%d" % i for i in range(9)]


def settings():
    with tempfile.NamedTemporaryFile("w", suffix=".vocab", delete=False) as handle:
        handle.write("\n".join("%s 1" % word for word in WORDS))
    return argparse.Namespace(
        vocab=handle.name,
        vocab_size=len(WORDS),
        d_model=12,
        d_ff=20,
        num_blocks=2,
        num_heads=3,
        maxlen1=7,
        maxlen2=5,
        dropout_rate=0.0,
        lr=0.01,
        warmup_steps=10,
    )


def inputs():
    x = tf.placeholder(tf.int32, [None, None])
    y = tf.placeholder(tf.int32, [None, None])
    xs = (x, tf.constant([4, 3]), tf.constant(["a", "b"]))
    ys = (y[:, :-1], y[:, 1:], tf.constant([4, 4]), tf.constant(["c", "d"]))
    feed = {
        x: np.array([[4, 5, 6, 3], [7, 8, 3, 0]], np.int32),
        y: np.array([[2, 9, 10, 11, 3], [2, 6, 5, 3, 0]], np.int32),
    }
    return xs, ys, feed


def training():
    network = model.Transformer(settings())
    xs, ys, feed = inputs()
    memory, _, masks = network.encode(xs, training=False)
    logits = network.decode(ys, memory, masks, training=False)[0]
    loss, step, global_step, _ = network.train(xs, ys)
    before = {"memory": memory, "logits": logits, "loss": loss}
    after = {"loss": loss, "global_step": global_step}
    return [("before", before, feed), ("step", {"train": step}, feed), ("after", after, feed)]


def evaluation():
    network = model.Transformer(settings())
    xs, ys, feed = inputs()
    predicted, _ = network.eval(xs, ys)
    return [("greedy", {"predicted": predicted}, feed)]


if __name__ == "__main__":
    probe_common.run([("training", training), ("evaluation", evaluation)])
