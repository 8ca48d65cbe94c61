"""The two heads that a text model is trained with."""
import tensorflow as tf

import transformer

CONFIG = '{"vocab_size": 13, "num_layers": 2, "hidden_size": 8}'


def gather_positions(tensor, positions):
  batch, length, width = transformer.get_shape_list(tensor, expected_rank=3)
  offsets = tf.reshape(tf.range(0, batch, dtype=tf.int32) * length, [-1, 1])
  flat = tf.reshape(positions + offsets, [-1])
  return tf.gather(tf.reshape(tensor, [batch * length, width]), flat)


def masked_lm(config, tensor, weights, positions):
  """Log probabilities at the masked positions."""
  tensor = gather_positions(tensor, positions)
  with tf.variable_scope("cls/predictions"):
    with tf.variable_scope("transform"):
      tensor = tf.layers.dense(tensor, units=config.hidden_size,
                               activation=transformer.activation_for(config.activation),
                               kernel_initializer=transformer.normal_init(config.init_range))
      tensor = transformer.norm(tensor)
    # The weights are those of the embedding; there is a bias for each token.
    bias = tf.get_variable("output_bias", shape=[config.vocab_size], initializer=tf.zeros_initializer())
    logits = tf.nn.bias_add(tf.matmul(tensor, weights, transpose_b=True), bias)
    return tf.nn.log_softmax(logits, axis=-1)


def next_sentence(config, pooled):
  with tf.variable_scope("cls/seq_relationship"):
    weights = tf.get_variable("output_weights", shape=[2, config.hidden_size],
                              initializer=transformer.normal_init(config.init_range))
    bias = tf.get_variable("output_bias", shape=[2], initializer=tf.zeros_initializer())
    return tf.nn.log_softmax(tf.nn.bias_add(tf.matmul(pooled, weights, transpose_b=True), bias), axis=-1)


def pretrain(input_ids, input_mask, token_types, positions):
  config = transformer.ModelConfig.from_json(CONFIG)
  model = transformer.TextModel(config=config, is_training=False, input_ids=input_ids, input_mask=input_mask,
                                token_types=token_types, scope="text_model")
  words = masked_lm(config, model.get_sequence_output(), model.get_embedding_table(), positions)
  return words, next_sentence(config, model.get_pooled_output())
