import tensorflow as tf
import keras


class Mlp(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, sizes=(5, 4), *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = []
        for size in sizes:
            self.dense.append(
                keras.layers.Dense(
                    size,
                    activation="relu",
                    name="dense_%d" % len(self.dense) if self.dense else "dense",
                )
            )
        self.dense_1 = keras.layers.Dense(
            2, name="dense_%d" % len(self.dense) if self.dense else "dense"
        )

    def call(self, x):
        # No names, no scope: the callers' counters decide.
        for dense in self.dense:
            x = dense(x)
        return self.dense_1(x)


class Tower(keras.layers.Layer):
    def __init__(self, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv2d = keras.layers.Conv2D(3, kernel_size=3, name="conv2d")
        self.batch_normalization = keras.layers.BatchNormalization(
            name="batch_normalization"
        )
        self.conv2d_1 = keras.layers.Conv2D(2, kernel_size=3, name="conv2d_1")
        self.batch_normalization_1 = keras.layers.BatchNormalization(
            name="batch_normalization_1"
        )
        self.flatten = keras.layers.Flatten()
        self.mlp = Mlp()

    def call(self, images):
        net = self.conv2d(images)
        net = self.batch_normalization(net, training=False)
        net = tf.nn.relu(net)
        net = self.conv2d_1(net)
        net = self.batch_normalization_1(net, training=False)
        net = self.flatten(net)
        return self.mlp(net)


class Head(keras.layers.Layer):
    def __init__(self, *, name="head", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(3, name="dense")
        self.inner_dense = keras.layers.Dense(3, name="dense")
        self.dense_1 = keras.layers.Dense(3, name="dense_1")

    def call(self, x):
        a = self.dense(x)
        with keras.name_scope("inner"):
            b = self.inner_dense(x)
        c = self.dense_1(x)
        return a + b * c


class Net(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.tower = Tower()
        self.mlp = Mlp(sizes=[4])
        self.dense = keras.layers.Dense(
            2, use_bias=False, name="dense_%d" % (len(self.mlp.dense) + 1)
        )
        self.head = Head()
        self.dense_1 = keras.layers.Dense(
            1, name="dense_%d" % (len(self.mlp.dense) + 2)
        )

    def call(self, x, y):
        a = self.tower(x)
        b = self.mlp(y)
        c = self.dense(a + b)
        return self.head(c), self.dense_1(c)
