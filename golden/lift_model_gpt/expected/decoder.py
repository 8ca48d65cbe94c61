"""A decoder of event sequences: each event sees those before it, and what a memory holds."""
import numpy as np
import tensorflow as tf
import keras


class Settings:
    def __init__(self, vocabulary=12, context=8, width=6, heads=3, layers=2):
        self.vocabulary = vocabulary
        self.context = context
        self.width = width
        self.heads = heads
        self.layers = layers


def dims(t):
    """Numbers where they are known before the run, scalars of tf.shape elsewhere."""
    known, at_run = t.shape.as_list(), tf.shape(t)
    return [at_run[axis] if size is None else size for axis, size in enumerate(known)]


def smooth_relu(t):
    return t * tf.sigmoid(1.702 * t)


class Standardize(keras.layers.Layer):
    def __init__(self, *, epsilon=1e-5, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.epsilon = epsilon

    def build(self, t_shape):
        width = t_shape[-1]
        self.gain = self.add_weight(
            name="gain", shape=[width], initializer=keras.initializers.Constant(1)
        )
        self.shift = self.add_weight(
            name="shift", shape=[width], initializer=keras.initializers.Constant(0)
        )

    def call(self, t):
        centered = t - tf.reduce_mean(t, axis=-1, keepdims=True)
        power = tf.reduce_mean(tf.square(centered), axis=-1, keepdims=True)
        return centered * tf.math.rsqrt(power + self.epsilon) * self.gain + self.shift


class Pointwise(keras.layers.Layer):
    """One matrix for all places of the sequence."""

    def __init__(self, units, *, stddev=0.02, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.stddev = stddev

    def build(self, t_shape):
        width = t_shape[-1]
        self.kernel = self.add_weight(
            name="kernel",
            shape=[width, self.units],
            initializer=keras.initializers.RandomNormal(stddev=self.stddev),
        )
        self.offset = self.add_weight(
            name="offset",
            shape=[self.units],
            initializer=keras.initializers.Constant(0),
        )

    def call(self, t):
        *lead, width = dims(t)
        rows = tf.matmul(tf.reshape(t, [-1, width]), self.kernel)
        return tf.reshape(rows + self.offset, lead + [self.units])


class SelfAttention(keras.layers.Layer):
    """Returns what was attended to, and keys and values to remember.

    `memory` is None or what an earlier call returned.
    """

    def __init__(self, units, *, settings, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.settings = settings
        self.joint = Pointwise(3 * units, name="joint")
        self.merge = Pointwise(units, name="merge")

    def call(self, t, *, memory):
        assert t.shape.ndims == 3
        per_head = self.units // self.settings.heads

        def to_heads(part):
            *lead, width = dims(part)
            return tf.transpose(
                tf.reshape(part, lead + [self.settings.heads, per_head]), [0, 2, 1, 3]
            )

        def hide_future(scores):
            _, _, rows, columns = dims(scores)
            row = tf.range(rows)[:, None] + columns - rows
            visible = tf.cast(row >= tf.range(columns)[None, :], scores.dtype)
            return scores * visible - 1e9 * (1.0 - visible)

        joint = self.joint(t)
        query, key, value = map(to_heads, tf.split(joint, 3, axis=2))
        if memory is not None:
            old_key, old_value = tf.unstack(memory, axis=1)
            key = tf.concat([old_key, key], axis=2)
            value = tf.concat([old_value, value], axis=2)
        scores = hide_future(
            tf.matmul(query, key, transpose_b=True) / np.sqrt(per_head)
        )
        mixed = tf.transpose(tf.matmul(tf.nn.softmax(scores), value), [0, 2, 1, 3])
        batch, length = dims(mixed)[:2]
        mixed = tf.reshape(mixed, [batch, length, self.units])
        return self.merge(mixed), tf.stack([key, value], axis=1)


class ExpandContract(keras.layers.Layer):
    def __init__(self, units, *, settings, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.expand = Pointwise(units, name="expand")

    def build(self, t_shape):
        self.contract = Pointwise(
            t_shape[-1],
            stddev=0.02 / np.sqrt(2 * self.settings.layers),
            name="contract",
        )

    def call(self, t):
        inner = smooth_relu(self.expand(t))
        # Deeper stacks start smaller.
        return self.contract(inner)


class Layer(keras.layers.Layer):
    tf1_order = ("norm_1", "attention", "norm_2", "dense")  # as TF1 made them

    def __init__(self, *, settings, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.norm_1 = Standardize(name="norm_1")
        self.norm_2 = Standardize(name="norm_2")

    def build(self, t_shape):
        width = t_shape[-1]
        self.attention = SelfAttention(width, settings=self.settings, name="attention")
        self.dense = ExpandContract(width * 4, settings=self.settings, name="dense")

    def call(self, t, *, memory):
        attended, remembered = self.attention(self.norm_1(t), memory=memory)
        t = t + attended
        t = t + self.dense(self.norm_2(t))
        return t, remembered


def places(events, first):
    """Where each event stands, [batch, length]."""
    batch, length = tf.shape(events)[0], tf.shape(events)[1]
    return tf.tile(tf.expand_dims(first + tf.range(length), 0), [batch, 1])


class Decoder(keras.layers.Layer):
    def __init__(self, settings, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.layer = [
            Layer(settings=settings, name="l%d" % number)
            for number in range(settings.layers)
        ]
        self.norm_out = Standardize(name="norm_out")

    def build(self, events_shape):
        self.place_table = self.add_weight(
            name="place_table",
            shape=[self.settings.context, self.settings.width],
            initializer=keras.initializers.RandomNormal(stddev=0.01),
        )
        self.event_table = self.add_weight(
            name="event_table",
            shape=[self.settings.vocabulary, self.settings.width],
            initializer=keras.initializers.RandomNormal(stddev=0.02),
        )

    def call(self, events, memory=None):
        out = {}
        batch, length = dims(events)
        first = 0 if memory is None else tf.shape(memory)[-2]
        h = tf.gather(self.event_table, events) + tf.gather(
            self.place_table, places(events, first)
        )

        # The stack; each layer has a memory of its own.
        memories = (
            tf.unstack(memory, axis=1)
            if memory is not None
            else [None] * self.settings.layers
        )
        assert len(memories) == self.settings.layers
        kept = []
        for number, memory in enumerate(memories):
            h, remembered = self.layer[number](h, memory=memory)
            kept.append(remembered)
        out["memory"] = tf.stack(kept, axis=1)
        h = self.norm_out(h)

        # The table of events scores them too.
        flat = tf.reshape(h, [batch * length, self.settings.width])
        out["scores"] = tf.reshape(
            tf.matmul(flat, self.event_table, transpose_b=True),
            [batch, length, self.settings.vocabulary],
        )
        return out

    def get_config(self):
        return super().get_config() | {"settings": dict(vars(self.settings))}

    @classmethod
    def from_config(cls, config):
        settings = Settings(**config["settings"])
        return cls(**config | {"settings": settings})
