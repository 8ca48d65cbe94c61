"""A decoder that attends, with Keras 3."""
import keras
from keras import ops


class Attention(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.query = keras.layers.Dense(units, use_bias=False)
        self.score = keras.layers.Dense(1, use_bias=False)

    def call(self, query, keys, memory):
        hidden = ops.tanh(keys + ops.expand_dims(self.query(query), 1))
        weights = ops.softmax(self.score(hidden), axis=1)
        return ops.sum(weights * memory, axis=1)


class Decoder(keras.Model):
    """Writes a fixed number of steps."""

    def __init__(self, units, words, steps, **kwargs):
        super().__init__(**kwargs)
        self.steps = steps
        self.keys = keras.layers.Dense(units, use_bias=False)
        self.attention = Attention(units)
        self.cell = keras.layers.GRUCell(units)
        self.logits = keras.layers.Dense(words)

    def call(self, memory):
        keys = self.keys(memory)
        state = ops.mean(keys, axis=1)
        outputs = []
        for _ in range(self.steps):
            context = self.attention(state, keys, memory)
            output, (state,) = self.cell(context, [state])
            outputs.append(self.logits(output))
        return ops.stack(outputs, axis=1)
