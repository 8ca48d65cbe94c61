"""TF1's `tf.contrib.seq2seq`: attention, decoders, beam search, helpers, sequence loss."""

from __future__ import annotations

from migrate.compat_scope.contrib.seq2seq.attention import BahdanauAttention, LuongAttention
from migrate.compat_scope.contrib.seq2seq.attention_base import AttentionMechanism, hardmax
from migrate.compat_scope.contrib.seq2seq.attention_wrapper import (
    AttentionWrapper,
    AttentionWrapperState,
)
from migrate.compat_scope.contrib.seq2seq.basic_decoder import BasicDecoder, BasicDecoderOutput
from migrate.compat_scope.contrib.seq2seq.beam_batching import tile_batch
from migrate.compat_scope.contrib.seq2seq.beam_search import (
    BeamSearchDecoder,
    FinalBeamSearchDecoderOutput,
)
from migrate.compat_scope.contrib.seq2seq.beam_step import (
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
)
from migrate.compat_scope.contrib.seq2seq.decoder import Decoder, dynamic_decode
from migrate.compat_scope.contrib.seq2seq.gather_tree import gather_tree
from migrate.compat_scope.contrib.seq2seq.helpers import (
    CustomHelper,
    GreedyEmbeddingHelper,
    Helper,
    InferenceHelper,
    SampleEmbeddingHelper,
    TrainingHelper,
)
from migrate.compat_scope.contrib.seq2seq.loss import sequence_loss
from migrate.compat_scope.contrib.seq2seq.monotonic import (
    BahdanauMonotonicAttention,
    LuongMonotonicAttention,
    monotonic_attention,
    safe_cumprod,
)
from migrate.compat_scope.contrib.seq2seq.scheduled import (
    ScheduledEmbeddingTrainingHelper,
    ScheduledOutputTrainingHelper,
)

__all__ = [
    "AttentionMechanism",
    "AttentionWrapper",
    "AttentionWrapperState",
    "BahdanauAttention",
    "BahdanauMonotonicAttention",
    "BasicDecoder",
    "BasicDecoderOutput",
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "CustomHelper",
    "Decoder",
    "FinalBeamSearchDecoderOutput",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "LuongAttention",
    "LuongMonotonicAttention",
    "SampleEmbeddingHelper",
    "ScheduledEmbeddingTrainingHelper",
    "ScheduledOutputTrainingHelper",
    "TrainingHelper",
    "dynamic_decode",
    "gather_tree",
    "hardmax",
    "monotonic_attention",
    "safe_cumprod",
    "sequence_loss",
    "tile_batch",
]
