"""Attention of the nodes of a graph over their neighbours."""
import tensorflow as tf
import keras


class AttentionHead(keras.layers.Layer):
    """What each node takes from its neighbours, which `mask` tells."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("conv1d", "BiasAdd")  # counted in the scope around

    def __init__(self, units, drop=0.0, residual=False, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.drop = drop
        self.residual = residual
        self.conv1d = keras.layers.Conv1D(
            units, kernel_size=1, use_bias=False, name="conv1d"
        )
        self.conv1d_1 = keras.layers.Conv1D(1, kernel_size=1, name="conv1d_1")
        self.conv1d_2 = keras.layers.Conv1D(1, kernel_size=1, name="conv1d_2")
        self.bias_add = BiasAdd(name="BiasAdd")

    def build(self, nodes_shape):
        if self.residual:
            if nodes_shape[-1] != self.units:
                self.conv1d_3 = keras.layers.Conv1D(
                    self.units, kernel_size=1, name="conv1d_3"
                )

    def call(self, nodes, mask, activation):
        with tf.name_scope("head"):
            if self.drop > 0.0:
                nodes = tf.nn.dropout(nodes, rate=self.drop)
            values = self.conv1d(nodes)

            # One layer over pairs of nodes is the sum of two over nodes.
            of_node = self.conv1d_1(values)
            of_neighbour = self.conv1d_2(values)
            scores = tf.nn.leaky_relu(of_node + tf.transpose(of_neighbour, [0, 2, 1]))
            weights = tf.nn.softmax(scores + mask)
            out = self.bias_add(tf.matmul(weights, values))

            if self.residual:
                if nodes.shape[-1] != out.shape[-1]:
                    out = out + self.conv1d_3(nodes)  # as wide as the output
                else:
                    out = out + nodes
            return activation(out)


class BiasAdd(keras.layers.Layer):
    """Adds a bias to each channel."""

    def __init__(self, *, initializer="zeros", regularizer=None, **kwargs):
        super().__init__(**kwargs)
        self.initializer = keras.initializers.get(initializer)
        self.regularizer = keras.regularizers.get(regularizer)

    def build(self, input_shape):
        self.biases = self.add_weight(
            name="biases",
            shape=input_shape[-1:],
            initializer=self.initializer,
            regularizer=self.regularizer,
        )

    def call(self, inputs):
        return inputs + self.biases


class PoolingHead(keras.layers.Layer):
    """Scores the whole graph."""

    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("dense",)  # counted in the scope around
    tf1_order = ("dense", "dense_1", "dense_2")  # as TF1 made them

    def __init__(self, units, out_units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(units, activation="tanh", name="dense")
        self.dense_2 = keras.layers.Dense(out_units, name="dense_2")

    def build(self, nodes_shape):
        self.dense_1 = keras.layers.Dense(
            nodes_shape[-1], activation="sigmoid", name="dense_1"
        )

    def call(self, nodes):
        hidden = self.dense(nodes)
        gate = self.dense_1(hidden)
        return self.dense_2(tf.reduce_mean(gate * nodes, 1))
