"""A model class whose methods create layers in the middle of expressions and in inner functions."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Gate(keras.layers.Layer):
    def __init__(self, activation, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(units, activation=activation, name="fc")

    def call(self, h):
        return self.fc(h)


class TaggerFeatures(keras.layers.Layer):
    """Filters of several widths, side by side."""

    def __init__(self, units, widths, bank, *, name="features", **kwargs):
        super().__init__(name=name, **kwargs)
        self.bank = bank
        self.conv1d = [
            keras.layers.Conv1D(
                units, kernel_size=width, padding="same", name="filter_%d" % width
            )
            for width in widths
        ]
        if bank:
            self.mix = keras.layers.Dense(units, name="mix")

    def call(self, words):
        # the widths see different neighbourhoods
        filters = []
        for conv1d in self.conv1d:
            filters.append(conv1d(words))
        outputs = tf.concat(filters, -1) if self.bank else filters[0]
        if self.bank:
            return self.mix(outputs)
        else:
            return outputs


class Highway(keras.layers.Layer):
    def __init__(self, units, *, name="highway", **kwargs):
        super().__init__(name=name, **kwargs)
        self.transform = Gate(tf.nn.sigmoid, units=units, name="transform")
        self.carry = Gate(tf.nn.relu, units=units, name="carry")

    def call(self, x):
        t = self.transform(x)
        return t * self.carry(x) + (1.0 - t) * x


class Layer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, name=scope_name)

    def call(self, h):
        return tf.nn.relu(self.dense(h))


class Stack(keras.layers.Layer):
    def __init__(self, units, skipped, *, name="stack", **kwargs):
        super().__init__(name=name, **kwargs)
        self.skipped = skipped
        self.layer = []
        for i in range(3):
            if i != skipped:
                self.layer.append(Layer("layer_%d" % i, units=units))
            else:
                self.layer.append(None)

    def call(self, x):
        for i in range(3):
            if i != self.skipped:
                x = self.layer[i](x)
        return x


class TaggerLayer(keras.layers.Layer):
    """The scores of the words."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, widths, bank, skipped, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.tagger_features = TaggerFeatures(units, widths, bank)
        self.highway = Highway(units)
        self.stack = Stack(units, skipped)
        self.dense = [keras.layers.Dense(n, name="of_%d" % n) for n in (2, 3)]

    def call(self, words):
        x = self.tagger_features(words)
        x = self.highway(x)
        x = self.stack(x)
        with keras.name_scope("scores"):
            outputs = []
            for dense in self.dense:
                outputs.append(dense(x))
            return outputs


class Tagger(object):
    """Tags the words of sentences."""

    def __init__(self, units, widths, bank=True, skipped=None):
        self.units = units
        self.widths = widths
        self.bank = bank
        self.skipped = skipped

    def features(self, words):
        return compat_scope.get_layer(
            TaggerFeatures, self.units, self.widths, self.bank, name="features"
        )(words)

    def highway(self, x):
        return compat_scope.get_layer(Highway, self.units, name="highway")(x)

    def stack(self, x):
        return compat_scope.get_layer(Stack, self.units, self.skipped, name="stack")(x)

    def build(self, words):
        return compat_scope.get_layer(
            TaggerLayer, self.units, self.widths, self.bank, self.skipped
        )(words)


class Mixture(keras.layers.Layer):
    """Experts behind a gate."""

    def __init__(self, experts, units, name="mixture", **kwargs):
        super().__init__(name=name, **kwargs)
        self.experts = experts
        self.units = units
        self.dense = [
            keras.layers.Dense(self.units, name="expert_%d" % i)
            for i in range(self.experts)
        ]
        self.gate = keras.layers.Dense(self.experts, name="gate")

    def call(self, x):
        outputs = []
        for dense in self.dense:
            outputs.append(dense(x))
        gates = tf.nn.softmax(self.gate(x))
        return tf.add_n(
            [gates[..., i : i + 1] * outputs[i] for i in range(self.experts)]
        )


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.mixture = Mixture(3, 2)

    def call(self, words):
        with keras.name_scope("first"):
            with compat_scope.hosting(self):
                scores = Tagger(4, [1, 2], skipped=1).build(words)
        with keras.name_scope("second"):
            plain = Tagger(3, [3], bank=False)
            with compat_scope.hosting(self):
                features = plain.highway(plain.features(words))
        return scores, features, self.mixture(words)
