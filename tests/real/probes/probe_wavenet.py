"""ibab/tensorflow-wavenet: loss, each optimizer, and naive and incremental generation."""

import numpy as np
import probe_common
import tensorflow as tf

probe_common.stand_in("librosa")

from wavenet import WaveNetModel, optimizer_factory  # noqa: E402


def network(**settings):
    return WaveNetModel(
        batch_size=1,
        dilations=[1, 2, 4, 1, 2],
        filter_width=2,
        residual_channels=4,
        dilation_channels=5,
        skip_channels=6,
        quantization_channels=16,
        **settings,
    )


def training(optimizer, **settings):
    net = network(**settings)
    audio = tf.placeholder(tf.float32, [1, None, 1])
    condition = tf.constant([1]) if "global_condition_channels" in settings else None
    loss = net.loss(audio, condition, l2_regularization_strength=0.01)
    step = optimizer_factory[optimizer](learning_rate=0.01, momentum=0.9).minimize(
        loss, var_list=tf.trainable_variables()
    )
    feed = {audio: probe_common.sample("audio", [1, 60, 1])}
    return [
        ("before", {"loss": loss}, feed),
        ("step", {"train": step}, feed),
        ("after", {"loss": loss}, feed),
    ]


def generation():
    net = network(use_biases=True)
    waveform = tf.placeholder(tf.int32, [None])
    fast = tf.placeholder(tf.int32, [None])
    naive = net.predict_proba(waveform)
    incremental = net.predict_proba_incremental(fast)
    values = np.arange(40) * 5 % 16
    steps = [
        ("naive", {"proba": naive}, {waveform: values}),
        ("init", {"queues": net.init_ops[0]}, {}),
    ]
    steps += [("init", {"queues": op}, {}) for op in net.init_ops[1:]]
    for i in range(4):
        fetches = {"proba": incremental}
        fetches.update(("push%d" % j, op) for j, op in enumerate(net.push_ops))
        steps.append(("fast%d" % i, fetches, {fast: values[i : i + 1]}))
    return steps


def adam():
    return training("adam", use_biases=True)


def conditioned():
    return training(
        "rmsprop", use_biases=True, global_condition_channels=3, global_condition_cardinality=4
    )


def scalar():
    return training("sgd", scalar_input=True, initial_filter_width=8)


if __name__ == "__main__":
    probe_common.run(
        [
            ("adam", adam),
            ("conditioned", conditioned),
            ("scalar", scalar),
            ("generation", generation),
        ]
    )
