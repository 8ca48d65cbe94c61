"""TF1's `tf.contrib.legacy_seq2seq`: sequence models unrolled over Python lists."""

from __future__ import annotations

from migrate.compat_scope.contrib.legacy_seq2seq.attention_models import (
    attention_decoder,
    embedding_attention_decoder,
    embedding_attention_seq2seq,
)
from migrate.compat_scope.contrib.legacy_seq2seq.losses import (
    model_with_buckets,
    sequence_loss,
    sequence_loss_by_example,
)
from migrate.compat_scope.contrib.legacy_seq2seq.rnn_models import (
    basic_rnn_seq2seq,
    embedding_rnn_decoder,
    embedding_rnn_seq2seq,
    embedding_tied_rnn_seq2seq,
    one2many_rnn_seq2seq,
    rnn_decoder,
    tied_rnn_seq2seq,
)

__all__ = [
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
]
