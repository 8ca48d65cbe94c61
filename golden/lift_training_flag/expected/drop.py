import tensorflow as tf
import keras


class Hidden(keras.layers.Layer):
    def __init__(self, units, *, name="hidden", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(units, activation="relu", name="fc")

    def call(self, x, keep_prob=1.0):
        h = self.fc(x)
        return tf.nn.dropout(h, rate=1 - keep_prob)


class Classifier(keras.layers.Layer):
    def __init__(self, rate=0.5, *, name="classifier", **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = Hidden(6)
        self.dropout = Dropout(rate)
        self.logits = keras.layers.Dense(3, name="logits")

    def call(self, x, is_training):
        h = self.hidden(x, keep_prob=0.5 if is_training else 1.0)
        h = self.dropout(h, training=is_training)
        return self.logits(h)


class Noisy(keras.layers.Layer):
    """Always in training: about half of the units survive."""

    def __init__(self, *, name="noisy", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dropout = keras.layers.Dropout(0.5)

    def build(self, x_shape):
        self.gain = self.add_weight(
            name="gain", shape=[x_shape[-1]], initializer="glorot_uniform"
        )

    def call(self, x):
        ones = tf.ones_like(x) + 0.0 * self.gain
        dropped = self.dropout(ones, training=True)
        kept = tf.reduce_mean(tf.cast(tf.greater(dropped, 0.0), tf.float32))
        return tf.less(tf.abs(kept - 0.5), 0.1), tf.less(
            tf.abs(tf.reduce_mean(dropped) - 1.0), 0.2
        )


class Switch(keras.layers.Layer):
    def __init__(self, *, name="switch", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = keras.layers.Dense(4, name="fc")
        self.dropout = Dropout(0.3)

    def call(self, x, phase):
        h = self.fc(x)
        return self.dropout(h, training=phase)


class Dropout(keras.layers.Dropout):
    """Dropout whose `training` may be a tensor."""

    def call(self, inputs, training=False):
        if not keras.ops.is_tensor(training):
            return super().call(inputs, training=training)
        dropped = super().call(inputs, training=True)
        return keras.ops.where(training, dropped, inputs)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.classifier = Classifier()
        self.noisy = Noisy()
        self.switch = Switch()

    def call(self, x, phase, is_training):
        return (
            self.classifier(x, is_training=is_training),
            self.noisy(x),
            self.switch(x, phase=phase),
        )
