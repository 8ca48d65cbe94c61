"""What is trained on top of a `Reader`."""
import tensorflow as tf
import keras
from migrate import compat_scope

import reader as reading
from reader import Reader, ReaderLayer


class Classify(keras.layers.Layer):
    """A class for each sequence: (loss, logits)."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("reader",)  # counted in the scope around
    tf1_order = ("reader", "output_weights", "output_bias")  # as TF1 made them

    def __init__(self, config, is_training, num_labels, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.is_training = is_training
        self.num_labels = num_labels
        self.reader = reading.ReaderLayer(
            config=config, is_training=is_training, name="reader"
        )

    def build(self, ids_shape):
        hidden = self.config.hidden

        self.output_weights = self.add_weight(
            name="output_weights",
            shape=[self.num_labels, hidden],
            initializer=keras.initializers.TruncatedNormal(stddev=0.2),
        )
        self.output_bias = self.add_weight(
            name="output_bias", shape=[self.num_labels], initializer="zeros"
        )

    def call(self, ids, mask, labels):
        model = self.reader(ids, mask=mask)

        # The whole sequence counts; `model.get_sequence()` would give each place.
        output = model["summary"]

        with keras.name_scope("loss"):
            if self.is_training:
                output = tf.nn.dropout(output, rate=1 - 0.9)
            logits = tf.nn.bias_add(
                tf.matmul(output, self.output_weights, transpose_b=True),
                self.output_bias,
            )
            log_probs = tf.nn.log_softmax(logits, axis=-1)
            one_hot = tf.one_hot(labels, depth=self.num_labels, dtype=tf.float32)
            loss = tf.reduce_mean(-tf.reduce_sum(one_hot * log_probs, axis=-1))
            return (loss, logits)


class FindSpan(keras.layers.Layer):
    """Scores of every place as the first and the last one of an answer."""

    tf1_scope = ""  # opens no scope of its own
    tf1_names = {
        "cls_span_weights": "cls/span/weights",
        "cls_span_bias": "cls/span/bias",
    }
    tf1_order = ("span_reader", "weights_", "bias")  # as TF1 made them

    def __init__(self, config, is_training, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.span_reader = ReaderLayer(config, is_training, name="span_reader")

    def build(self, ids_shape):
        hidden = self.config.hidden
        self.weights_ = self.add_weight(
            name="cls_span_weights",
            shape=[2, hidden],
            initializer=keras.initializers.RandomNormal(stddev=0.2),
        )
        self.bias = self.add_weight(
            name="cls_span_bias", shape=[2], initializer="zeros"
        )

    def call(self, ids):
        model = self.span_reader(ids)
        sequence = model["sequence"]
        shape = reading.dims(sequence, wanted=3)
        batch = shape[0]
        length = shape[1]
        hidden = shape[2]
        matrix = tf.reshape(sequence, [batch * length, hidden])
        logits = tf.nn.bias_add(
            tf.matmul(matrix, self.weights_, transpose_b=True), self.bias
        )
        logits = tf.unstack(
            tf.transpose(tf.reshape(logits, [batch, length, 2]), [2, 0, 1]), axis=0
        )
        return logits[0], logits[1]


class Tag(keras.layers.Layer):
    """A tag for each place."""

    def __init__(self, config, num_tags, *, name="tagger", **kwargs):
        super().__init__(name=name, **kwargs)
        self.reader = ReaderLayer(config, False, name="reader")
        self.tags = keras.layers.Dense(num_tags, name="tags")

    def call(self, ids):
        sequence = self.reader(ids)["sequence"]
        return self.tags(sequence)


class Similar(keras.layers.Layer):
    """Two readers: TF1 counts the second one's name."""

    def __init__(self, config, *, name="similar", **kwargs):
        super().__init__(name=name, **kwargs)
        self.reader = ReaderLayer(config, False, name="reader")
        self.reader_1 = ReaderLayer(config, False, name="reader_1")

    def call(self, left, right):
        a = self.reader(left)
        b = self.reader_1(right)
        return tf.reduce_sum(a["summary"] * b["summary"], -1)


def report(model):
  return model.describe()


class Described(keras.layers.Layer):
    """The object goes to another function."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config

    def call(self, ids):
        with compat_scope.hosting(self):
            model = Reader(self.config, False, ids, scope="described")
        report(model)
        return model.get_summary()


class Labelled(keras.layers.Layer):
    """Has an attribute of its own afterwards."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config

    def call(self, ids):
        with compat_scope.hosting(self):
            model = Reader(self.config, False, ids, scope="labelled")
        model.summary = model.summary * 2.0
        return model.get_summary()


class Chosen(keras.layers.Layer):
    """Is one of two objects."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, config, deep, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.deep = deep

    def call(self, ids):
        if self.deep:
            with compat_scope.hosting(self):
                model = Reader(self.config, False, ids, scope="deep")
        else:
            with compat_scope.hosting(self):
                model = Reader(self.config, False, ids, scope="flat")
        return model.get_summary()


class Second(Reader):
  """Gives another output by the same name."""

  def get_summary(self):
    return 2.0 * self.summary


class SecondLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config

    def call(self, ids):
        with compat_scope.hosting(self):
            model = Second(self.config, False, ids, scope="second")
        return model.get_summary()


class WidenedWidenedWeights(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, summary_shape):
        self.widened_weights = self.add_weight(
            name="widened_weights",
            shape=[summary_shape[-1], 2],
            initializer="glorot_uniform",
        )

    def call(self, summary):
        return tf.matmul(summary, self.widened_weights)


class Widened(keras.layers.Layer):
    """The shape is asked of what may be wider than the reader."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, config, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.widened_widened_weights = WidenedWidenedWeights()

    def call(self, ids):
        with compat_scope.hosting(self):
            model = Reader(self.config, False, ids, scope="widened")
        summary = model.get_summary()
        if self.config.depth > 1:
            summary = tf.concat([summary, summary], -1)
        return self.widened_widened_weights(summary)


class Everything(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        config = reading.ReaderConfig()
        self.classify = Classify(config, False, 3)
        self.find_span = FindSpan(config, False)
        self.tag = Tag(config, 4)
        self.similar = Similar(config)
        self.described = Described(config)
        self.labelled = Labelled(config)
        self.chosen = Chosen(config, True)
        self.second = SecondLayer(config)
        self.widened = Widened(config)

    def call(self, ids, mask, labels):
        with keras.name_scope("first"):
            loss, logits = self.classify(ids, mask=mask, labels=labels)
        start, end = self.find_span(ids)
        return [
            loss,
            logits,
            start,
            end,
            self.tag(ids),
            self.similar(ids, ids + 1),
            self.described(ids),
            self.labelled(ids),
            self.chosen(ids),
            self.second(ids),
            self.widened(ids),
        ]
