"""sherjilozair/char-rnn-tensorflow: training step and sampling, with each of its cells."""

import argparse

import numpy as np
import probe_common

import model

WORDS = np.arange(12).reshape(2, 6) % 7


def options(cell):
    return argparse.Namespace(
        model=cell,
        rnn_size=8,
        num_layers=2,
        batch_size=2,
        seq_length=6,
        vocab_size=9,
        output_keep_prob=1.0,
        input_keep_prob=1.0,
        grad_clip=5.0,
    )


def training(cell):
    network = model.Model(options(cell), training=True)
    feed = {network.input_data: WORDS, network.targets: (WORDS + 1) % 9}
    forward = {"logits": network.logits, "cost": network.cost}
    fast = dict(feed)
    fast[network.lr] = 0.01
    return [
        ("before", forward, feed),
        ("step", {"train": network.train_op}, fast),
        ("after", forward, feed),
    ]


def sampling(cell):
    network = model.Model(options(cell), training=False)
    feed = {network.input_data: [[3]], network.targets: [[4]]}
    return [("one", {"probs": network.probs, "cost": network.cost}, feed)]


def case(build, cell):
    return lambda: build(cell)


if __name__ == "__main__":
    probe_common.run(
        [("train_" + cell, case(training, cell)) for cell in ("lstm", "gru", "nas")]
        + [("sample_lstm", case(sampling, "lstm"))]
    )
