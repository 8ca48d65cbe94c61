import tensorflow as tf
import keras

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


class Predict(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("encoder",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        config = modeling.EncoderConfig.from_dict({"vocab_size": 11, "hidden_size": 6})
        self.encoder = modeling.EncoderLayer(
            config=config, is_training=False, name="encoder"
        )
        self.lm_logits = LmLogits()

    def call(self, input_ids, segment_ids):
        model = self.encoder(input_ids, segment_ids)
        logits = self.lm_logits(model["sequence_output"], model["embedding_table"])
        return logits, model["pooled_output"], model["all_layers"]
