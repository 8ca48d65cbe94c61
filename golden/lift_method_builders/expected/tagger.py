"""Model objects that build step by step: each step is a method that sets what the next one reads."""
import tensorflow as tf
import keras
from migrate import compat_scope


class Settings(object):
    vocab = 11
    width = 4
    hidden = 6
    classes = 3
    depth = 2
    attend = True


class TaggerLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, settings, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.embed = _Embed(settings)
        self.encode = _Encode(settings)
        self.score = _Score(settings)

    def call(self, ids, mask_):
        # the network
        table, embedded = self.embed(ids, mask_)
        encoded = self.encode(embedded)
        count, made = self.score(encoded)
        logits = made["logits"]
        return table, embedded, encoded, logits, count


class _Embed(keras.layers.Layer):
    def __init__(self, settings, *, name="words", **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings

    def build(self, ids_shape):
        self.table = self.add_weight(
            name="table",
            shape=[self.settings.vocab, self.settings.width],
            initializer="glorot_uniform",
        )

    def call(self, ids, mask_):
        embedded = tf.nn.embedding_lookup(self.table, ids)
        embedded_ = embedded * mask_[:, :, None]
        return self.table.value, embedded_


class _Encode(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, settings, *, name="encode", **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.dense = [
            keras.layers.Dense(settings.hidden, activation="tanh", name="dense")
            for _ in range(settings.depth)
        ]

    def call(self, x):
        for i in range(self.settings.depth):
            with keras.name_scope("encoder_%d" % i):
                x = self.dense[i](x)
        encoded = x
        return encoded


class _Score(keras.layers.Layer):
    def __init__(self, settings, *, name="proj", **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings

    def build(self, encoded_shape):
        self.w = self.add_weight(
            name="w",
            shape=[self.settings.hidden, self.settings.classes],
            initializer="glorot_uniform",
        )
        self.b = self.add_weight(
            name="b", shape=[self.settings.classes], initializer="zeros"
        )

    def call(self, encoded):
        flat = tf.reshape(encoded, [-1, self.settings.hidden])
        logits = tf.matmul(flat, self.w) + self.b
        return tf.shape(flat)[0], {"logits": logits}


class Tagger(object):
    """A tagger; its losses stay in the object."""

    def __init__(self, settings, ids, labels, mode="train"):
        self.settings = settings
        self.ids = ids
        self.labels = labels
        self.mode = mode
        self.build()

    def build(self):
        """Embeds, encodes and scores, then adds the losses."""
        self._prepare()
        self.table, self.embedded, self.encoded, self.logits, count = (
            compat_scope.get_layer(TaggerLayer, self.settings)(self.ids, self.mask)
        )
        self.count = count
        self._add_loss()
        if self.mode == "train":
            self._add_penalty()
        self._look()

    def _prepare(self):
        self.mask = tf.cast(self.ids > 0, tf.float32)

    def _embed(self):
        self.table, self.embedded = compat_scope.get_layer(
            _Embed, self.settings, name="words"
        )(self.ids, self.mask)

    def _encode(self):
        self.encoded = compat_scope.get_layer(_Encode, self.settings)(self.embedded)

    def _score(self, encoded):
        result, made = compat_scope.get_layer(_Score, self.settings, name="proj")(
            encoded
        )
        self.logits = made["logits"]
        return result

    def _add_loss(self):
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            logits=self.logits, labels=tf.reshape(self.labels, [-1])
        )
        self.loss = tf.reduce_sum(losses * tf.reshape(self.mask, [-1]))

    def _add_penalty(self):
        self.loss += 0.01 * tf.reduce_sum(tf.square(self.table))


    def _look(self):
        self.made = len(compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, scope="encoder"))


class LinearLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, n, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.n = n

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.n], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.n], initializer="zeros")

    def call(self, x):
        hidden = tf.matmul(x, self.w)
        logits = hidden + self.b
        return self.w.value, self.b.value, logits


class Linear(object):
    """Weights, what is computed with them, and a counter that is none."""

    def __init__(self, x, targets, n):
        self.step = compat_scope.Variable(0, trainable=False, name="step")
        self.w, self.b, self.logits = compat_scope.get_layer(LinearLayer, n)(x)
        self.rounds = compat_scope.Variable(0, trainable=False, name="rounds")
        self.loss = tf.reduce_sum(tf.square(self.logits - targets)) + tf.nn.l2_loss(self.w)


class RankerLayer(keras.layers.Layer):
    def __init__(self, settings, scale, *, name="ranker", **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.scale = scale
        self.hidden = keras.layers.Dense(
            settings.hidden, activation="relu", name="hidden"
        )
        if settings.attend:
            self.attention = keras.layers.Dense(1, name="attention")
        self.logits = keras.layers.Dense(2, name="logits")

    def call(self, doubled):
        scale = self.scale
        outputs = {}
        hidden = self.hidden(doubled)
        if self.settings.attend:
            outputs["weights_"] = tf.nn.softmax(self.attention(hidden), axis=0)
            hidden = hidden * outputs["weights_"]
        scale = scale + tf.reduce_mean(hidden)
        logits = self.logits(hidden) * scale
        return {"scale": scale, "logits": logits, **outputs}


class Ranker(object):
    """Sets some attributes only where the settings ask for them."""

    def __init__(self, settings, x, labels=None):
        self.settings = settings
        self.scale = 0.5
        doubled = x * 2.0
        made = compat_scope.get_layer(RankerLayer, settings, self.scale, name="ranker")(
            doubled
        )
        for name, value in made.items():
            setattr(self, name, value)
        if labels is None:
            return
        self.loss = tf.reduce_sum(tf.square(self.logits - labels))


class PairLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, settings, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.stem = _Stem(settings)
        self.head = _Head()

    def call(self, x):
        stem = self.stem(x)
        output = self.head(stem)
        return output, stem


class _Stem(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, settings, *, name="stem", **kwargs):
        super().__init__(name=name, **kwargs)
        self.stem = keras.layers.Dense(settings.hidden, name="stem")

    def call(self, x):
        return self.stem(x)


class _Head(keras.layers.Layer):
    def __init__(self, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.out = keras.layers.Dense(2, name="out")

    def call(self, x):
        return self.out(x)


class Pair(object):
    """A constructor that calls private methods."""

    def __init__(self, settings, x):
        self._settings = settings
        self.output, stem = compat_scope.get_layer(PairLayer, self._settings)(x)
        self.norm = tf.norm(stem)

    def __stem(self, x):
        return compat_scope.get_layer(_Stem, self._settings)(x)


def run(ids, labels, x, targets):
    tagger = Tagger(Settings(), ids, labels)
    with compat_scope.variable_scope("train"):
        ranker = Ranker(Settings(), x, targets)
    with compat_scope.variable_scope("pair"):
        pair = Pair(Settings(), x)
    with compat_scope.variable_scope("linear"):
        linear = Linear(x, targets, 2)
    out = [linear.logits, linear.loss, tf.constant(tagger.made), tagger.loss, tagger.logits, tagger.count, tagger.embedded]
    out += [ranker.loss, ranker.logits, ranker.weights_, pair.output, pair.norm]
    return out
