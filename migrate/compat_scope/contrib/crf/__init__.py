"""``tf.contrib.crf``: linear-chain conditional random fields, as sequence taggers put them on top."""

from __future__ import annotations

from migrate.compat_scope.contrib.crf.decoding import (
    CrfDecodeBackwardRnnCell,
    CrfDecodeForwardRnnCell,
    crf_decode,
    viterbi_decode,
)
from migrate.compat_scope.contrib.crf.likelihood import (
    CrfForwardRnnCell,
    crf_log_likelihood,
    crf_log_norm,
)
from migrate.compat_scope.contrib.crf.scores import (
    crf_binary_score,
    crf_multitag_sequence_score,
    crf_sequence_score,
    crf_unary_score,
)

__all__ = [
    "CrfDecodeBackwardRnnCell",
    "CrfDecodeForwardRnnCell",
    "CrfForwardRnnCell",
    "crf_binary_score",
    "crf_decode",
    "crf_log_likelihood",
    "crf_log_norm",
    "crf_multitag_sequence_score",
    "crf_sequence_score",
    "crf_unary_score",
    "viterbi_decode",
]
