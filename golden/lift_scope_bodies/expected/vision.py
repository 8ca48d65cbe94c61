"""Networks written as one function, a scope per layer, where each layer asks what the one before it gave."""
import tensorflow as tf
import keras
from migrate import compat_scope


def weight(layer, name, shape, stddev=0.1):
    return layer.add_weight(
        name=name,
        shape=shape,
        initializer=keras.initializers.TruncatedNormal(stddev=stddev),
    )


class ClassifierConv1(keras.layers.Layer):
    def __init__(self, *, name="conv1", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, images_shape):
        self.weights_ = weight(self, "weights", [3, 3, images_shape[-1], 4])
        self.biases = self.add_weight(
            name="biases", shape=[4], initializer=keras.initializers.Constant(0.1)
        )

    def call(self, images):
        conv1 = tf.nn.conv2d(images, self.weights_, [1, 1, 1, 1], "SAME")
        conv1 = tf.nn.relu(conv1 + self.biases, name=self.name)
        return conv1


class ClassifierConv2(keras.layers.Layer):
    def __init__(self, *, name="conv2", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, pool1_shape):
        self.weights_ = weight(self, "weights", [3, 3, pool1_shape[3], 3])
        self.biases = self.add_weight(
            name="biases", shape=[3], initializer=keras.initializers.Constant(0.1)
        )

    def call(self, pool1):
        conv2 = tf.nn.conv2d(pool1, self.weights_, [1, 1, 1, 1], "SAME")
        conv2 = tf.nn.relu(conv2 + self.biases, name=self.name)
        return conv2


class Local(keras.layers.Layer):
    def __init__(self, *, name="local", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, hidden_shape):
        # Wide enough
        self.weights_ = weight(self, "weights", [hidden_shape[1], 5], stddev=0.04)

    def call(self, hidden, keep_prob):
        hidden = tf.nn.dropout(tf.matmul(hidden, self.weights_), rate=1 - keep_prob)
        return hidden


class SoftmaxLinear(keras.layers.Layer):
    def __init__(self, n_classes, *, name="softmax_linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_classes = n_classes

    def build(self, hidden_shape):
        self.weights_ = weight(self, "weights", [hidden_shape[1], self.n_classes])

    def call(self, hidden):
        logits = tf.matmul(hidden, self.weights_)
        return logits


class Classifier(keras.layers.Layer):
    """Two convolutions and two maps."""

    def __init__(self, n_classes, *, name="classifier", **kwargs):
        super().__init__(name=name, **kwargs)
        self.classifier_conv1 = ClassifierConv1()
        self.classifier_conv2 = ClassifierConv2()
        self.local = Local()
        self.softmax_linear = SoftmaxLinear(n_classes)

    def call(self, images, keep_prob=1.0):
        # Edges
        conv1 = self.classifier_conv1(images)
        pool1 = tf.nn.max_pool2d(conv1, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        conv2 = self.classifier_conv2(pool1)
        hidden = tf.reshape(conv2, [-1, 12])
        hidden = self.local(hidden, keep_prob=keep_prob)
        logits = self.softmax_linear(hidden)
        return logits, hidden


class Layer(keras.layers.Layer):
    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.size], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.size], initializer="zeros")

    def call(self, x, residual):
        before = x
        x = tf.tanh(tf.matmul(x, self.w) + self.b)
        if residual and tf.compat.dimension_value(before.shape[-1]) == self.size:
            x = x + before
        return x


class Tower(keras.layers.Layer):
    """Widths that change from layer to layer."""

    def __init__(self, sizes, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer = [Layer(size, name="layer_%d" % i) for i, size in enumerate(sizes)]

    def call(self, x, residual=True):
        for layer in self.layer:
            x = layer(x, residual=residual)
        return x


class Attend(keras.layers.Layer):
    """Each side has its own map, under a name made of the function's."""

    tf1_names = {"query_w": "query/w", "key_w": "key/w"}

    def __init__(self, *, name="attend", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, q_shape, k_shape):
        self.query_w = self.add_weight(
            name="query_w", shape=[q_shape[-1], 3], initializer="glorot_uniform"
        )
        self.key_w = self.add_weight(
            name="key_w", shape=[k_shape[-1], 3], initializer="glorot_uniform"
        )

    def call(self, q, k):
        with keras.name_scope("query"):
            w = self.query_w.value
            q = tf.tensordot(q, w, 1)
        with keras.name_scope("key"):
            w = self.key_w.value
            k = tf.tensordot(k, w, 1)
        return tf.nn.softmax(tf.reduce_sum(q * k, -1))


class Convolve(keras.layers.Layer):
    def __init__(self, filters, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.filters = filters
        self.size = size

    def build(self, images_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[self.size, self.size, images_shape[-1], self.filters],
            initializer="glorot_uniform",
        )
        self.biases = self.add_weight(
            name="biases",
            shape=[self.filters],
            initializer=keras.initializers.RandomNormal(stddev=1.0),
        )

    def call(self, images):
        conv = tf.nn.conv2d(images, self.kernel, strides=[1, 1, 1, 1], padding="SAME")
        # Called after its scope
        return tf.nn.relu(conv + self.biases, name=self.name)


class Stacked(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.wide_conv = keras.layers.Conv2D(
            2, kernel_size=3, padding="same", name="conv"
        )
        self.narrow_conv = keras.layers.Conv2D(
            1, kernel_size=3, padding="same", name="conv"
        )

    def call(self, images):
        with keras.name_scope("wide"):
            wide = self.wide_conv(images)
        wide = tf.nn.relu(wide, name="wide")
        with keras.name_scope("narrow"):
            narrow = self.narrow_conv(wide)
        return tf.nn.relu(narrow, name="narrow")


def collected(x, depth):
    """What is in the scope grows a list outside it: that is no function of its own."""
    outs = []
    with compat_scope.variable_scope("collected"):
        for i in range(depth):
            with compat_scope.variable_scope("step%d" % i):
                x = x * compat_scope.get_variable("gain", [tf.compat.dimension_value(x.shape[-1])])
                outs.append(x)
        return tf.add_n(outs)


def until(x, depth):
    """The scope's body leaves the loop."""
    with compat_scope.variable_scope("until"):
        for i in range(depth):
            with compat_scope.variable_scope("step_%d" % i):
                x = x * compat_scope.get_variable("gain", [tf.compat.dimension_value(x.shape[-1])])
                if i > 0:
                    break
        return x


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.first = Convolve(3, 3, name="first")
        self.second = Convolve(1, 1, name="second")
        self.stacked = Stacked()
        self.classifier = Classifier(4)
        self.tower = Tower([6, 6, 3])
        self.attend = Attend()

    def call(self, images):
        images = self.stacked(self.second(self.first(images))) + images
        logits, hidden = self.classifier(images)
        again, _ = self.classifier(images * 0.5)
        x = self.tower(logits + again)
        return x, self.attend(tf.expand_dims(x, 1), tf.expand_dims(hidden, 1))


class Everything(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("forward", "collected")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.forward = Forward()

    def call(self, images):
        x, a = self.forward(images)
        with compat_scope.hosting(self, "collected"):
            return until(collected(x, 2), 3), a
