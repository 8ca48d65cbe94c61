"""Golden cases written by hand in Keras 3 and `tf.Module`, as a TF2 author would: their names are TF1's by the name rule.

Nothing here knows of ``migrate``.
"""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf

# golden/gpt_style


class Norm(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.g = self.add_weight(name="g", shape=[shape[-1]], initializer="ones")
        self.b = self.add_weight(name="b", shape=[shape[-1]], initializer="zeros")

    def call(self, x: Any) -> Any:
        u = tf.reduce_mean(x, axis=-1, keepdims=True)
        s = tf.reduce_mean(tf.square(x - u), axis=-1, keepdims=True)
        return (x - u) * tf.math.rsqrt(s + 1e-5) * self.g + self.b


class Projection(keras.layers.Layer):
    def __init__(self, units: int, name: str) -> None:
        super().__init__(name=name)
        self.units = units

    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[1, shape[-1], self.units])
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x: Any) -> Any:
        return tf.matmul(x, self.w[0]) + self.b


class Attention(keras.layers.Layer):
    def __init__(self, units: int, heads: int, name: str) -> None:
        super().__init__(name=name)
        self.heads = heads
        self.c_attn = Projection(units * 3, name="c_attn")
        self.c_proj = Projection(units, name="c_proj")

    def split(self, x: Any) -> Any:
        batch, length, width = tf.unstack(tf.shape(x))
        return tf.transpose(
            tf.reshape(x, [batch, length, self.heads, width // self.heads]), [0, 2, 1, 3]
        )

    def call(self, x: Any) -> Any:
        q, k, v = (self.split(part) for part in tf.split(self.c_attn(x), 3, axis=2))
        w = tf.matmul(q, k, transpose_b=True) * tf.math.rsqrt(float(v.shape[-1]))
        length = tf.shape(w)[-1]
        mask = tf.cast(tf.range(length)[:, None] >= tf.range(length), w.dtype)
        w = tf.nn.softmax(w * mask - 1e10 * (1 - mask))
        a = tf.transpose(tf.matmul(w, v), [0, 2, 1, 3])
        return self.c_proj(tf.reshape(a, tf.shape(x))), tf.stack([k, v], axis=1)


class Mlp(keras.layers.Layer):
    def __init__(self, units: int, name: str) -> None:
        super().__init__(name=name)
        self.ln_2 = Norm(name="ln_2")
        self.c_fc = Projection(units * 4, name="c_fc")
        self.c_proj = Projection(units, name="c_proj")

    def call(self, x: Any) -> Any:
        return x + self.c_proj(keras.activations.gelu(self.c_fc(self.ln_2(x)), approximate=True))


class Block(keras.layers.Layer):
    def __init__(self, units: int, heads: int, name: str) -> None:
        super().__init__(name=name)
        self.ln_1 = Norm(name="ln_1")
        self.attn = Attention(units, heads, name="attn")
        self.mlp = Mlp(units, name="mlp")

    def call(self, x: Any) -> Any:
        a, present = self.attn(self.ln_1(x))
        return self.mlp(x + a), present


class Gpt(keras.Model):
    def __init__(self) -> None:
        super().__init__(name="model")
        self.blocks = [Block(8, 2, name=f"h{i}") for i in range(2)]
        self.ln_f = Norm(name="ln_f")

    def build(self, shape: Any) -> None:
        self.wpe = self.add_weight(name="wpe", shape=[8, 8])
        self.wte = self.add_weight(name="wte", shape=[10, 8])

    def call(self, tokens: Any) -> Any:
        h = tf.gather(self.wte, tokens) + self.wpe[: tf.shape(tokens)[1]]
        presents = []
        for block in self.blocks:
            h, present = block(h)
            presents.append(present)
        logits = tf.matmul(self.ln_f(h), self.wte, transpose_b=True)
        return {"present": tf.stack(presents, axis=1), "logits": logits}


# golden/conv_batchnorm


def batch_norm(**settings: Any) -> keras.layers.Layer:
    return keras.layers.BatchNormalization(
        **{"momentum": 0.95, "epsilon": 1e-5, "name": "batch_normalization"} | settings
    )


class ConvBn(keras.layers.Layer):
    def __init__(self, filters: int, stride: int, name: str) -> None:
        super().__init__(name=name)
        self.conv2d = keras.layers.Conv2D(filters, 3, stride, "same", use_bias=False, name="conv2d")
        self.norm = batch_norm()

    def call(self, x: Any) -> Any:
        return tf.nn.relu6(self.norm(self.conv2d(x), training=False))


class Head(keras.layers.Layer):
    def __init__(self) -> None:
        super().__init__(name="head")
        self.parts = (
            keras.layers.AveragePooling2D(8, 8),
            keras.layers.Flatten(),
            keras.layers.Dense(2, name="dense"),
        )

    def call(self, x: Any) -> Any:
        for part in self.parts:
            x = part(x)
        return x


class Convnet(keras.Model):
    tf1_scope = ""

    def __init__(self) -> None:
        super().__init__()
        layers = keras.layers
        self.parts = [ConvBn(4, 1, name="conv1"), ConvBn(6, 2, name="conv2")]
        self.parts += [
            layers.SeparableConv2D(5, 3, padding="same", depth_multiplier=2, name="separable")
        ]
        self.parts += [batch_norm(scale=False, name="post")]
        self.parts += [layers.Conv2DTranspose(3, 4, 2, "same", activation="tanh", name="up")]
        self.head = Head()

    def call(self, x: Any) -> Any:
        for part in self.parts:
            x = part(x)
        return self.head(x)


# golden/tied_embeddings


class Embeddings(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.word = self.add_weight(name="word", shape=[8, 4])
        self.position = self.add_weight(name="position", shape=[16, 4])

    def call(self, ids: Any) -> Any:
        return tf.gather(self.word, ids) + self.position[: ids.shape[1]]


class Predictions(keras.layers.Layer):
    """Its weight is made in `build`, before its sublayer's; TF1 made it after."""

    tf1_scope = "cls/predictions"
    tf1_order = ("transform", "output_bias")

    def __init__(self, embeddings: Embeddings) -> None:
        super().__init__()
        self.embeddings = embeddings  # not its own
        self.transform = keras.layers.Dense(4, activation="elu", name="transform")

    def build(self, shape: Any) -> None:
        self.output_bias = self.add_weight(name="output_bias", shape=[8], initializer="zeros")

    def call(self, h: Any) -> Any:
        flat = tf.reshape(self.transform(h), [-1, 4])
        return tf.matmul(flat, self.embeddings.word, transpose_b=True) + self.output_bias


class LanguageModel(keras.layers.Layer):
    tf1_scope = ""

    def __init__(self) -> None:
        super().__init__()
        self.embeddings = Embeddings(name="embeddings")
        self.predictions = Predictions(self.embeddings)

    def call(self, ids: Any) -> Any:
        logits = self.predictions(self.embeddings(ids))
        return logits, tf.reduce_sum(self.embeddings.word, 0)


# golden/layer_loop, as tf.Modules


class Fc(tf.Module):
    def __init__(self, scope: str, n_in: int, n_out: int, activation: Any = None) -> None:
        super().__init__()
        self.tf1_scope = scope
        self.weights = tf.Variable(tf.zeros([n_in, n_out]), name="weights")
        self.biases = tf.Variable(tf.zeros([n_out]), name="biases")
        self.activation = activation or tf.identity

    def __call__(self, x: Any) -> Any:
        return self.activation(tf.matmul(x, self.weights) + self.biases)


class Formatted(tf.Module):
    tf1_scope = "formatted"

    def __init__(self, sizes: list[int]) -> None:
        super().__init__()
        activations = [tf.nn.relu, tf.tanh, None]
        self.layers = {
            str(i): Fc(f"layer_{i}", *sizes[i : i + 2], activation)
            for i, activation in enumerate(activations)
        }


class Mlp3(tf.Module):
    tf1_scope = ""

    def __init__(self) -> None:
        super().__init__()
        sizes = [4, 5, 4, 3]
        self.percent = [Fc(f"fc{i + 1}", *sizes[i : i + 2], tf.nn.relu) for i in range(3)]
        self.formatted = Formatted(sizes)
        self.blocks = [Fc(f"block_{i + 1}", *sizes[i : i + 2]) for i in range(3)]

    def __call__(self, x: Any) -> Any:
        a, b, c = x, x, []
        for first, second in zip(self.percent, self.formatted.layers.values(), strict=True):
            a, b = first(a), second(b)
        for block in self.blocks:
            c.append(block(c[-1] if c else x))
        return a, b, c
