import tensorflow as tf
import keras
from migrate import compat_scope


class Layer(keras.layers.Layer):
    def __init__(self, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.size = size

    def build(self, h_shape):
        self.w = self.add_weight(
            name="w", shape=[h_shape[-1], self.size], initializer="glorot_uniform"
        )

    def call(self, h, activation):
        return activation(tf.tensordot(h, self.w, 1))


class Network(keras.layers.Layer):
    """`depth` layers of `units`."""

    def __init__(self, units, depth, *, name="network", **kwargs):
        super().__init__(name=name, **kwargs)
        size = units * 2
        self.layer = [Layer(size=size, name="layer_%d" % i) for i in range(depth)]

    def call(self, x, activation=tf.nn.relu):
        for layer in self.layer:
            x = layer(x, activation=activation)
        return x


class Project(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, scope_name, size=None, *, width, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(size or width, use_bias=False, name=scope_name)

    def call(self, t):
        return self.dense(t)


class Attend(keras.layers.Layer):
    def __init__(self, n_head, *, name="attend", **kwargs):
        super().__init__(name=name, **kwargs)
        self.n_head = n_head

    def build(self, x_shape):
        width = x_shape[-1]
        self.project = [Project(name, width=width) for name in ("q", "k", "v")]
        self.project_2 = Project("out", width=width)

    def call(self, x):
        width = tf.compat.dimension_value(x.shape[-1])

        def split_heads(t):
            batch, length, _ = t.shape.as_list()
            return tf.transpose(
                tf.reshape(t, [batch, length, self.n_head, width // self.n_head]),
                [0, 2, 1, 3],
            )

        outputs = []
        for project in self.project:
            outputs.append(split_heads(project(x)))
        q, k, v = outputs
        w = tf.nn.softmax(tf.matmul(q, k, transpose_b=True))
        a = tf.transpose(tf.matmul(w, v), [0, 2, 1, 3])
        batch, length = a.shape.as_list()[:2]
        return x + self.project_2(tf.reshape(a, [batch, length, width]))


class Head(keras.layers.Layer):
    def __init__(self, units, hidden, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = keras.layers.Dense(hidden, activation="tanh", name="hidden")
        self.out = keras.layers.Dense(units, name="out")

    def call(self, pooled):
        h = self.hidden(pooled)
        return self.out(h)


class Act(keras.layers.Layer):
    def __init__(self, n_actions, hidden, *, name="policy", **kwargs):
        super().__init__(name=name, **kwargs)
        self.pi = Head(n_actions, hidden=hidden, name="pi")
        self.vf = Head(1, hidden=hidden, name="vf")

    def call(self, features):
        pooled = tf.reduce_mean(features, axis=1)

        return self.pi(pooled), self.vf(pooled)[:, 0]


class Policy(object):
  def __init__(self, n_actions, hidden):
    self.n_actions = n_actions
    self.hidden = hidden

  def act(self, features):
    return compat_scope.get_layer(Act, self.n_actions, self.hidden, name='policy')(
        features
    )


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("network", "attend", "act")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.network = Network(2, depth=2)
        self.attend = Attend(n_head=2)

    def call(self, x):
        x = self.network(x)
        x = self.attend(x)
        with compat_scope.hosting(self, "act"):
            return Policy(3, hidden=5).act(x)
