"""google-research/bert: the encoder with the two pre-training heads, and one optimizer step."""

import numpy as np
import probe_common
import tensorflow as tf

import modeling
import optimization
import run_pretraining

IDS = np.array([[4, 8, 15, 16, 23, 0], [7, 2, 9, 0, 0, 0]], np.int32)
MASK = np.array([[1, 1, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0]], np.int32)
TYPES = np.array([[0, 0, 0, 1, 1, 0], [0, 1, 1, 0, 0, 0]], np.int32)
POSITIONS = np.array([[1, 3], [2, 0]], np.int32)
LABELS = np.array([[8, 16], [9, 0]], np.int32)
WEIGHTS = np.array([[1.0, 1.0], [1.0, 0.0]], np.float32)


def tiny():
    return modeling.BertConfig(
        vocab_size=31,
        hidden_size=24,
        num_hidden_layers=2,
        num_attention_heads=3,
        intermediate_size=40,
        max_position_embeddings=12,
        type_vocab_size=2,
    )


def encoder(one_hot, scope=None):
    config = tiny()
    ids = tf.placeholder(tf.int32, [None, 6])
    mask = tf.placeholder(tf.int32, [None, 6])
    types = tf.placeholder(tf.int32, [None, 6])
    bert = modeling.BertModel(
        config=config,
        is_training=False,
        input_ids=ids,
        input_mask=mask,
        token_type_ids=types,
        use_one_hot_embeddings=one_hot,
        scope=scope,
    )
    return config, bert, {ids: IDS, mask: MASK, types: TYPES}


def heads(config, bert):
    masked = run_pretraining.get_masked_lm_output(
        config,
        bert.get_sequence_output(),
        bert.get_embedding_table(),
        tf.constant(POSITIONS),
        tf.constant(LABELS),
        tf.constant(WEIGHTS),
    )
    following = run_pretraining.get_next_sentence_output(
        config, bert.get_pooled_output(), tf.constant([[0], [1]])
    )
    return masked, following


def pretraining():
    config, bert, feed = encoder(one_hot=False)
    masked, following = heads(config, bert)
    outputs = {
        "embedding": bert.get_embedding_output(),
        "first_layer": bert.get_all_encoder_layers()[0],
        "sequence": bert.get_sequence_output(),
        "pooled": bert.get_pooled_output(),
        "masked_loss": masked[0],
        "masked_log_probs": masked[2],
        "next_loss": following[0],
        "next_log_probs": following[2],
    }
    return [("forward", outputs, feed)]


def finetuning():
    """One step of the repository's own optimizer, then the loss it leaves."""
    tf.train.get_or_create_global_step()
    config, bert, feed = encoder(one_hot=True, scope="bert")
    masked, following = heads(config, bert)
    loss = masked[0] + following[0]
    step = optimization.create_optimizer(loss, 1e-2, 10, 0, False)
    return [
        ("before", {"loss": loss, "pooled": bert.get_pooled_output()}, feed),
        ("step", {"train": step}, feed),
        ("after", {"loss": loss, "pooled": bert.get_pooled_output()}, feed),
    ]


if __name__ == "__main__":
    probe_common.run([("pretraining", pretraining), ("finetuning", finetuning)])
