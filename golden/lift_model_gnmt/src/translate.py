import collections

import tensorflow as tf

import attention
import model

Batch = collections.namedtuple("Batch", ("source", "source_lengths", "target", "target_lengths"))


def settings(kind, encoder, option, depth, residuals, time_major=True):
  return tf.contrib.training.HParams(
      kind=kind, encoder=encoder, attention=option, depth=depth, residuals=residuals, time_major=time_major,
      size=4, vocab=11, forget_bias=0.8, drop=0.2, gpus=0)


def forward(source, source_lengths, target, target_lengths):
  batch = Batch(source, source_lengths, target, target_lengths)
  found = {}
  with tf.variable_scope("plain"):
    plain = model.Model(settings("lstm", "uni", "", 2, 1, time_major=False), batch, training=False)
    found["plain"], found["memory"] = plain.logits, plain.last[1].c
    found["inputs"] = plain.inputs
  with tf.variable_scope("both"):
    both = attention.AttentiveModel(settings("gru", "bi", "", 4, 2), batch, training=False)
    found["both"] = both.logits
  with tf.variable_scope("gnmt"):
    gnmt = attention.AttentiveModel(settings("lstm", "gnmt", "bahdanau", 3, 1), batch, training=False)
    found["gnmt"], found["attention"] = gnmt.logits, gnmt.last[0].alignments
  with tf.variable_scope("normal"):
    normal = attention.AttentiveModel(settings("norm_lstm", "gnmt", "luong", 2, 0), batch, training=False)
    found["normal"] = normal.logits
  with tf.variable_scope("searched"):
    found["searched"] = model.Model(settings("nas", "uni", "", 1, 1), batch, training=False).logits
  return found
