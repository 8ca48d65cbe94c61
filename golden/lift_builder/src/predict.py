import tensorflow as tf

import modeling


def lm_logits(sequence, table):
  """Scores the vocabulary with the input table."""
  with tf.variable_scope("cls/predictions"):
    with tf.variable_scope("transform"):
      sequence = tf.layers.dense(sequence, table.shape[-1].value, activation=modeling.get_activation("tanh"))
      sequence = modeling.layer_norm(sequence)
    output_bias = tf.get_variable("output_bias", shape=[table.shape.as_list()[0]],
                                  initializer=tf.zeros_initializer())
    logits = tf.tensordot(sequence, table, axes=[[2], [1]])
    return tf.nn.bias_add(logits, output_bias)


def predict(input_ids, segment_ids):
  config = modeling.EncoderConfig.from_dict({"vocab_size": 11, "hidden_size": 6})
  model = modeling.Encoder(config=config, is_training=False, input_ids=input_ids, segment_ids=segment_ids)
  logits = lm_logits(model.get_sequence_output(), model.get_embedding_table())
  return logits, model.get_pooled_output(), model.get_all_encoder_layers()
