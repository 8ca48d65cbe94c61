from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import encoder
import tensorflow as tf
from migrate import compat_scope

CONFIG = {
    "vocab_size": 13,
    "hidden_size": 8,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "max_position_embeddings": 10,
    "type_vocab_size": 2,
    "hidden_act": "gelu",
}


def create_model(config, is_training, input_ids, input_mask, segment_ids, num_labels):
  """The classifier on top of the pooled output."""
  model = encoder.TextEncoder(
      config=config,
      is_training=is_training,
      input_ids=input_ids,
      input_mask=input_mask,
      token_type_ids=segment_ids)
  pooled = model.get_pooled_output()
  hidden_size = tf.compat.dimension_value(pooled.shape[-1])

  output_weights = compat_scope.get_variable(
      "output_weights", [num_labels, hidden_size],
      initializer=tf.compat.v1.truncated_normal_initializer(stddev=0.02))
  output_bias = compat_scope.get_variable("output_bias", [num_labels], initializer=tf.compat.v1.zeros_initializer())

  with compat_scope.variable_scope("loss"):
    if is_training:
      pooled = tf.nn.dropout(pooled, rate=1 - 0.9)
    logits = tf.matmul(pooled, output_weights, transpose_b=True)
    logits = tf.nn.bias_add(logits, output_bias)
    return logits, tf.nn.log_softmax(logits, axis=-1), model


def probabilities(input_ids, input_mask, segment_ids, num_labels):
  config = encoder.EncoderConfig.from_dict(CONFIG)
  logits, log_probs, model = create_model(config, False, input_ids, input_mask, segment_ids, num_labels)
  return logits, log_probs, model.get_sequence_output(), model.get_all_encoder_layers()[0]
