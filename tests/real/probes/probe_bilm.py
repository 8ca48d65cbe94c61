"""allenai/bilm-tf: the training graph of the bidirectional language model, by words and characters."""

import copy

import numpy as np
import probe_common
import tensorflow as tf

probe_common.stand_in("h5py")

from bilm import training as bilm  # noqa: E402

LSTM = {
    "cell_clip": 3,
    "dim": 10,
    "n_layers": 2,
    "proj_clip": 3,
    "projection_dim": 6,
    "use_skip_connections": True,
}
CHARACTERS = {
    "activation": "relu",
    "embedding": {"dim": 4},
    "filters": [[1, 4], [2, 4], [3, 5]],
    "max_characters_per_token": 8,
    "n_characters": 261,
    "n_highway": 2,
}
OPTIONS = {
    "bidirectional": True,
    "dropout": 0.1,
    "lstm": LSTM,
    "all_clip_norm_val": 10.0,
    "n_epochs": 1,
    "n_train_tokens": 100,
    "batch_size": 2,
    "n_tokens_vocab": 15,
    "unroll_steps": 5,
    "sample_softmax": False,
    "n_negative_samples_batch": 4,
}


def build(**changes):
    options = copy.deepcopy(OPTIONS)
    options.update(changes)
    with tf.variable_scope("lm"):
        model = bilm.LanguageModel(options, False)
    optimizer = tf.train.AdagradOptimizer(learning_rate=0.2, initial_accumulator_value=1.0)
    step = optimizer.apply_gradients(
        optimizer.compute_gradients(
            model.total_loss * 5, aggregation_method=tf.AggregationMethod.EXPERIMENTAL_TREE
        )
    )
    feed = {
        model.next_token_id: np.arange(10).reshape(2, 5) % 15,
        model.next_token_id_reverse: np.arange(10).reshape(2, 5)[:, ::-1] % 15,
    }
    if "char_cnn" in options:
        characters = np.arange(80).reshape(2, 5, 8) * 7 % 261
        feed[model.tokens_characters] = characters
        feed[model.tokens_characters_reverse] = characters[:, ::-1]
    else:
        feed[model.token_ids] = np.arange(10).reshape(2, 5) * 3 % 15
        feed[model.token_ids_reverse] = np.arange(10).reshape(2, 5)[:, ::-1] * 3 % 15
    outputs = {"total_loss": model.total_loss}
    for i, loss in enumerate(model.individual_losses):
        outputs["loss%d" % i] = loss
    return [
        ("before", outputs, feed),
        ("step", {"train": step}, feed),
        ("after", {"total_loss": model.total_loss}, feed),
    ]


def words():
    return build(share_embedding_softmax=True)


def characters():
    return build(char_cnn=CHARACTERS)


if __name__ == "__main__":
    probe_common.run([("words", words), ("characters", characters)])
