import tensorflow as tf
import keras
from migrate import compat_scope

import modeling


class LmLogits(keras.layers.Layer):
    """Scores the vocabulary with the input table."""

    tf1_scope = "cls/predictions"
    tf1_order = ("dense", "layer_norm", "output_bias")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer_norm = modeling.LayerNorm()

    def build(self, sequence_shape, table_shape):
        self.dense = keras.layers.Dense(
            table_shape[-1], activation=modeling.get_activation("tanh"), name="dense"
        )
        self.output_bias = self.add_weight(
            name="output_bias", shape=[table_shape[0]], initializer="zeros"
        )

    def call(self, sequence, table):
        with keras.name_scope("transform"):
            sequence = self.dense(sequence)
            sequence = self.layer_norm(sequence)
        logits = tf.tensordot(sequence, table, axes=[[2], [1]])
        return tf.nn.bias_add(logits, self.output_bias)


def predict(input_ids, segment_ids):
  config = modeling.EncoderConfig.from_dict({"vocab_size": 11, "hidden_size": 6})
  model = modeling.Encoder(config=config, is_training=False, input_ids=input_ids, segment_ids=segment_ids)
  logits = compat_scope.get_layer(LmLogits)(
      model.get_sequence_output(), model.get_embedding_table()
  )
  return logits, model.get_pooled_output(), model.get_all_encoder_layers()
