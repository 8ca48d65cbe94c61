"""The two heads that a text model is trained with."""
import tensorflow as tf
import keras

import transformer

CONFIG = '{"vocab_size": 13, "num_layers": 2, "hidden_size": 8}'


def gather_positions(tensor, positions):
  batch, length, width = transformer.get_shape_list(tensor, expected_rank=3)
  offsets = tf.reshape(tf.range(0, batch, dtype=tf.int32) * length, [-1, 1])
  flat = tf.reshape(positions + offsets, [-1])
  return tf.gather(tf.reshape(tensor, [batch * length, width]), flat)


class MaskedLm(keras.layers.Layer):
    """Log probabilities at the masked positions."""

    tf1_scope = "cls/predictions"
    tf1_order = ("dense", "norm", "output_bias")  # as TF1 made them

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.dense = keras.layers.Dense(
            config.hidden_size,
            activation=transformer.activation_for(config.activation),
            kernel_initializer=transformer.normal_init(config.init_range),
            name="dense",
        )
        self.norm = transformer.Norm()

    def build(self, tensor_shape):
        # The weights are those of the embedding; there is a bias for each token.
        self.output_bias = self.add_weight(
            name="output_bias", shape=[self.config.vocab_size], initializer="zeros"
        )

    def call(self, tensor, weights, positions):
        tensor = gather_positions(tensor, positions)
        with keras.name_scope("transform"):
            tensor = self.dense(tensor)
            tensor = self.norm(tensor)
        logits = tf.nn.bias_add(
            tf.matmul(tensor, weights, transpose_b=True), self.output_bias
        )
        return tf.nn.log_softmax(logits, axis=-1)


class NextSentence(keras.layers.Layer):
    tf1_scope = "cls/seq_relationship"

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config

    def build(self, pooled_shape):
        self.output_weights = self.add_weight(
            name="output_weights",
            shape=[2, self.config.hidden_size],
            initializer=transformer.normal_init(self.config.init_range),
        )
        self.output_bias = self.add_weight(
            name="output_bias", shape=[2], initializer="zeros"
        )

    def call(self, pooled):
        return tf.nn.log_softmax(
            tf.nn.bias_add(
                tf.matmul(pooled, self.output_weights, transpose_b=True),
                self.output_bias,
            ),
            axis=-1,
        )


class Pretrain(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        config = transformer.ModelConfig.from_json(CONFIG)
        self.text_model = transformer.TextModelLayer(
            config=config, is_training=False, name="text_model"
        )
        self.masked_lm = MaskedLm(config)
        self.next_sentence = NextSentence(config)

    def call(self, input_ids, input_mask, token_types, positions):
        model = self.text_model(input_ids, input_mask, token_types)
        words = self.masked_lm(
            model["sequence_output"], model["embedding_table"], positions=positions
        )
        return words, self.next_sentence(model["pooled_output"])
