import collections

import tensorflow as tf
from migrate import compat_scope

import attention
import model

Batch = collections.namedtuple("Batch", ("source", "source_lengths", "target", "target_lengths"))


def settings(kind, encoder, option, depth, residuals, time_major=True):
  return compat_scope.contrib.training.HParams(
      kind=kind, encoder=encoder, attention=option, depth=depth, residuals=residuals, time_major=time_major,
      size=4, vocab=11, forget_bias=0.8, drop=0.2, gpus=0)


def forward(source, source_lengths, target, target_lengths):
  batch = Batch(source, source_lengths, target, target_lengths)
  found = {}
  with compat_scope.variable_scope("plain"):
    plain = model.Model(settings("lstm", "uni", "", 2, 1, time_major=False), batch, training=False)
    found["plain"], found["memory"] = plain.logits, plain.last[1].c
    found["inputs"] = plain.inputs
  with compat_scope.variable_scope("both"):
    both = attention.AttentiveModel(settings("gru", "bi", "", 4, 2), batch, training=False)
    found["both"] = both.logits
  with compat_scope.variable_scope("gnmt"):
    gnmt = attention.AttentiveModel(settings("lstm", "gnmt", "bahdanau", 3, 1), batch, training=False)
    found["gnmt"], found["attention"] = gnmt.logits, gnmt.last[0].alignments
  with compat_scope.variable_scope("normal"):
    normal = attention.AttentiveModel(settings("norm_lstm", "gnmt", "luong", 2, 0), batch, training=False)
    found["normal"] = normal.logits
  with compat_scope.variable_scope("searched"):
    found["searched"] = model.Model(settings("nas", "uni", "", 1, 1), batch, training=False).logits
  return found
