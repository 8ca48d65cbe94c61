"""openai/gpt-2, in ``src/``: the language model, with and without a past, and greedy sampling."""

import numpy as np
import probe_common
import tensorflow as tf

import model
import sample

TOKENS = np.array([[1, 5, 9, 2, 7], [3, 3, 0, 11, 4]], np.int32)


def tiny():
    hparams = model.default_hparams()
    hparams.override_from_dict(
        {"n_vocab": 29, "n_ctx": 24, "n_embd": 16, "n_head": 4, "n_layer": 3}
    )
    return hparams


def language_model():
    hparams = tiny()
    tokens = tf.placeholder(tf.int32, [None, None])
    past = tf.placeholder(tf.float32, model.past_shape(hparams=hparams, batch_size=2))
    first = model.model(hparams, tokens)
    again = model.model(hparams, tokens, past=past, reuse=True)
    past_values = probe_common.sample(
        "past", model.past_shape(hparams=hparams, batch_size=2, sequence=4)
    )
    return [
        ("fresh", {"logits": first["logits"], "present": first["present"]}, {tokens: TOKENS}),
        ("past", {"logits": again["logits"]}, {tokens: TOKENS, past: past_values}),
    ]


def greedy():
    """Only the likeliest token survives top_k=1, so that the sampled tokens are reproducible."""
    hparams = tiny()
    context = tf.placeholder(tf.int32, [1, None])
    tokens = sample.sample_sequence(
        hparams=hparams, length=9, context=context, batch_size=1, temperature=0.7, top_k=1
    )
    return [("greedy", {"tokens": tokens}, {context: TOKENS[:1]})]


if __name__ == "__main__":
    probe_common.run([("language_model", language_model), ("greedy", greedy)])
