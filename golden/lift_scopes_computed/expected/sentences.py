"""Convolutions of several widths over the words of a sentence, each in a scope that is called after its width."""
import tensorflow as tf
import keras


class TextCnn(keras.layers.Layer):
    """Scores of sentences."""

    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"embedding_W": "embedding/W", "output_b": "output/b"}
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(self, vocab, size, widths, filters, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocab = vocab
        self.size = size
        self.widths = widths
        self.filters = filters
        self.classes = classes

    def build(self, words_shape):
        self.embedding_W = self.add_weight(
            name="embedding_W",
            shape=[self.vocab, self.size],
            initializer=keras.initializers.RandomUniform(minval=-1.0, maxval=1.0),
        )
        self.W = []
        self.b = []
        for i, width in enumerate(self.widths):
            filter_shape = [width, self.size, 1, self.filters]
            self.W.append(
                self.add_weight(
                    name="conv-maxpool-%s>W" % width,
                    shape=filter_shape,
                    initializer=keras.initializers.TruncatedNormal(stddev=0.1),
                )
            )
            self.b.append(
                self.add_weight(
                    name="conv-maxpool-%s>b" % width,
                    shape=[self.filters],
                    initializer=keras.initializers.Constant(0.1),
                )
            )

        self.total = self.filters * len(self.widths)

        self.output_W = self.add_weight(
            name="W", shape=[self.total, self.classes], initializer="glorot_uniform"
        )
        self.output_b = self.add_weight(
            name="output_b",
            shape=[self.classes],
            initializer=keras.initializers.Constant(0.1),
        )

    def call(self, words):
        l2_loss = tf.constant(0.0)

        with tf.device("/cpu:0"), tf.name_scope("embedding"):
            embedded = tf.expand_dims(
                tf.nn.embedding_lookup(self.embedding_W, words), -1
            )

        # One convolution and pooling for each width
        pooled_outputs = []
        length = tf.compat.dimension_value(words.shape[1])
        for i, width in enumerate(self.widths):
            with tf.name_scope("conv-maxpool-%s" % width):
                W = self.W[i].value
                b = self.b[i].value
                conv = tf.nn.conv2d(
                    embedded, W, strides=[1, 1, 1, 1], padding="VALID", name="conv"
                )
                h = tf.nn.relu(tf.nn.bias_add(conv, b), name="relu")
                pooled = tf.nn.max_pool2d(
                    h,
                    ksize=[1, length - width + 1, 1, 1],
                    strides=[1, 1, 1, 1],
                    padding="VALID",
                )
                pooled_outputs.append(pooled)

        flat = tf.reshape(tf.concat(pooled_outputs, 3), [-1, self.total])

        # Final scores
        with tf.name_scope("output"):
            W = self.output_W.value
            b = self.output_b.value
            l2_loss += tf.nn.l2_loss(W)
            l2_loss += tf.nn.l2_loss(b)
            scores = tf.compat.v1.nn.xw_plus_b(flat, W, b, name="scores")
        return scores, l2_loss


class Highway(keras.layers.Layer):
    """Layers that are called after their number, each with a gate below it."""

    tf1_names = {"last_w": "last/w"}
    tf1_separator = ">"  # for "/" in the names of weights

    def __init__(self, depth, *, name="highway", **kwargs):
        super().__init__(name=name, **kwargs)
        self.depth = depth

    def build(self, x_shape):
        size = x_shape[-1]
        self.w = []
        self.g = []
        self.b = []
        for i in range(self.depth):
            self.w.append(
                self.add_weight(
                    name="layer_{}>w".format(i),
                    shape=[size, size],
                    initializer="glorot_uniform",
                )
            )
            self.g.append(
                self.add_weight(
                    name="layer_{}>gate>w".format(i),
                    shape=[size, size],
                    initializer="glorot_uniform",
                )
            )
            self.b.append(
                self.add_weight(
                    name="layer_{}>gate>b".format(i),
                    shape=[size],
                    initializer=keras.initializers.Constant(-2.0),
                )
            )
        self.last_w = self.add_weight(
            name="last_w", shape=[size, 2], initializer="glorot_uniform"
        )

    def call(self, x):
        for i in range(self.depth):
            with keras.name_scope("layer_{}".format(i)):
                w = self.w[i].value
                with keras.name_scope("gate"):
                    g = self.g[i].value
                    b = self.b[i].value
                t = tf.sigmoid(tf.matmul(x, g) + b)
                x = t * tf.nn.tanh(tf.matmul(x, w)) + (1.0 - t) * x
        return tf.matmul(x, self.last_w)


class Mixture(keras.layers.Layer):
    """Weights and layers of one scope, and a scope that is entered again."""

    tf1_scope = ""  # opens no scope of its own
    tf1_separator = ">"  # for "/" in the names of weights
    tf1_order = ("bias", "weights_", ("gain", "dense"), "scale")  # as TF1 made them

    def __init__(self, kinds, scope, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.kinds = kinds
        self.scope = scope
        self.dense = [
            keras.layers.Dense(2, activation="tanh", name="dense") for _ in kinds
        ]

    def build(self, x_shape):
        self.bias = self.add_weight(
            name=self.scope + ">bias", shape=[2], initializer="zeros"
        )
        self.weights_ = self.add_weight(
            name=self.scope + ">weights",
            shape=[x_shape[-1], 2],
            initializer="glorot_uniform",
        )
        self.gain = [
            self.add_weight(
                name=self.scope + "_" + kind + ">gain", shape=[2], initializer="ones"
            )
            for kind in self.kinds
        ]

        self.scale = self.add_weight(
            name=self.scope + ">scale", shape=[2], initializer="ones"
        )

    def call(self, x):
        out = tf.matmul(x, self.weights_) + self.bias
        for weight, dense, kind in zip(self.gain, self.dense, self.kinds):
            with keras.name_scope(self.scope + "_" + kind):
                gain = weight.value
                out = dense(out * gain)

        with keras.name_scope(self.scope):
            return out * self.scale


class Model(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.text_cnn = TextCnn(11, 4, [2, 3], 3, 5)
        self.highway = Highway(2)
        self.mixture = Mixture(["add", "mul"], "left")
        self.mixture_2 = Mixture(("sub",), "right")

    def call(self, words):
        scores, l2_loss = self.text_cnn(words)
        deep = self.highway(scores)
        left = self.mixture(deep)
        right = self.mixture_2(left)
        return scores, l2_loss, deep, right
