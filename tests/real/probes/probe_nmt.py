"""tensorflow/nmt: LSTM, GRU, attention and GNMT models; their loss, and greedy and beam decoding."""

import probe_common
import tensorflow as tf

from nmt import attention_model, gnmt_model, model
from nmt.utils import common_test_utils

EVAL = tf.contrib.learn.ModeKeys.EVAL
INFER = tf.contrib.learn.ModeKeys.INFER


def build(creator, mode, **settings):
    hparams = common_test_utils.create_test_hparams(num_layers=4, **settings)
    hparams.tgt_max_len_infer = 6
    iterator, source, target = common_test_utils.create_test_iterator(hparams, mode)[:3]
    extra = {}
    if mode == INFER:
        words = tf.constant([hparams.sos, hparams.eos, "a", "b", "c"])
        table = tf.contrib.lookup.index_to_string_table_from_tensor(words)
        extra = {"reverse_target_vocab_table": table}
    network = creator(hparams, mode, iterator, source, target, scope=None, **extra)
    start = [
        ("tables", {"initialized": tf.tables_initializer()}, {}),
        ("iterator", {"initialized": iterator.initializer}, {}),
    ]
    if mode == EVAL:
        return start + [("eval", {"loss": network.eval_loss}, {})]
    fetches = {"ids": network.sample_id}
    if not hparams.beam_width:
        fetches["logits"] = network.infer_logits
    return start + [("infer", fetches, {})]


def case(creator, mode, **settings):
    return lambda: build(creator, mode, **settings)


ATTENTION = attention_model.AttentionModel
CASES = [
    ("lstm_eval", case(model.Model, EVAL)),
    ("lstm_greedy", case(model.Model, INFER)),
    ("gru_bidirectional", case(model.Model, EVAL, unit_type="gru", encoder_type="bi")),
    ("layer_norm_lstm", case(model.Model, EVAL, unit_type="layer_norm_lstm", use_residual=True)),
    ("nas", case(model.Model, EVAL, unit_type="nas")),
    ("luong", case(ATTENTION, EVAL, attention="luong", attention_architecture="standard")),
    (
        "scaled_luong_beam",
        case(
            ATTENTION,
            INFER,
            attention="scaled_luong",
            attention_architecture="standard",
            beam_width=3,
        ),
    ),
    ("bahdanau", case(ATTENTION, INFER, attention="bahdanau", attention_architecture="standard")),
    (
        "gnmt_beam",
        case(
            gnmt_model.GNMTModel,
            INFER,
            encoder_type="gnmt",
            attention="normed_bahdanau",
            attention_architecture="gnmt_v2",
            beam_width=2,
        ),
    ),
]

if __name__ == "__main__":
    probe_common.run(CASES)
