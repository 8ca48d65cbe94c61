"""An image captioner: attention and an LSTM unrolled by hand, everything in methods."""
import tensorflow as tf
import keras
from migrate import compat_scope

NULL = 0


class _Initial(keras.layers.Layer):
    def __init__(self, D, H, weights, *, name="initial", **kwargs):
        super().__init__(name=name, **kwargs)
        self.D = D
        self.H = H
        self.weights_ = weights

    def build(self, features_shape):
        self.w_h = self.add_weight(
            name="w_h", shape=[self.D, self.H], initializer=self.weights_
        )
        self.w_c = self.add_weight(
            name="w_c", shape=[self.D, self.H], initializer=self.weights_
        )

    def call(self, features):
        mean = tf.reduce_mean(features, 1)
        return tf.tanh(tf.matmul(mean, self.w_c)), tf.tanh(tf.matmul(mean, self.w_h))


class _Embedding(keras.layers.Layer):
    def __init__(self, V, M, weights, *, name="embedding", **kwargs):
        super().__init__(name=name, **kwargs)
        self.V = V
        self.M = M
        self.weights_ = weights

    def build(self, ids_shape):
        self.w = self.add_weight(
            name="w", shape=[self.V, self.M], initializer=self.weights_
        )

    def call(self, ids):
        return tf.nn.embedding_lookup(self.w, ids)


class _Attention(keras.layers.Layer):
    def __init__(self, H, D, weights, L, *, name="attention", **kwargs):
        super().__init__(name=name, **kwargs)
        self.H = H
        self.D = D
        self.weights_ = weights
        self.L = L

    def build(self, features_shape):
        self.w = self.add_weight(
            name="w", shape=[self.H, self.D], initializer=self.weights_
        )
        self.v = self.add_weight(name="v", shape=[self.D, 1], initializer=self.weights_)

    def call(self, features, h):
        scores = tf.nn.relu(features + tf.expand_dims(tf.matmul(h, self.w), 1))
        scores = tf.reshape(
            tf.matmul(tf.reshape(scores, [-1, self.D]), self.v), [-1, self.L]
        )
        alpha = tf.nn.softmax(scores)
        return tf.reduce_sum(features * tf.expand_dims(alpha, 2), 1), alpha


class _Selector(keras.layers.Layer):
    def __init__(self, H, weights, *, name="selector", **kwargs):
        super().__init__(name=name, **kwargs)
        self.H = H
        self.weights_ = weights

    def build(self, context_shape):
        self.w = self.add_weight(name="w", shape=[self.H, 1], initializer=self.weights_)

    def call(self, context, h):
        beta = tf.sigmoid(tf.matmul(h, self.w))
        return beta * context


class _Logits(keras.layers.Layer):
    def __init__(self, H, M, weights, dropout, V, *, name="logits", **kwargs):
        super().__init__(name=name, **kwargs)
        self.H = H
        self.M = M
        self.weights_ = weights
        self.dropout = dropout
        self.V = V

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[self.H, self.M], initializer=self.weights_
        )
        self.out = self.add_weight(
            name="out", shape=[self.M, self.V], initializer=self.weights_
        )

    def call(self, x, h):
        h = tf.tanh(tf.matmul(h, self.w) + x)
        if self.dropout:
            h = tf.nn.dropout(h, rate=1 - 0.5)
        return tf.matmul(h, self.out)


class CaptionerLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self, D, H, weights, V, M, L, dropout, T, null, select, *, name=None, **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.T = T
        self.null = null
        self.select = select
        self.initial = _Initial(D=D, H=H, weights=weights)
        self.embedding = _Embedding(V=V, M=M, weights=weights)
        self.attention = _Attention(H, D, weights, L)
        if select:
            self.selector = _Selector(H, weights)
        self.gates = keras.layers.Dense(2 * H, name="gates")
        self.logits = _Logits(H, M, weights, dropout, V)

    def call(self, features, captions):
        c, h = self.initial(features)
        x = self.embedding(captions[:, : self.T])
        mask = tf.cast(tf.not_equal(captions[:, 1:], self.null), tf.float32)
        loss = 0.0
        alphas = []
        for t in range(self.T):
            context, alpha = self.attention(features, h)
            alphas.append(alpha)
            if self.select:
                context = self.selector(context, h)
            with keras.name_scope("rnn"):
                gates = self.gates(tf.concat([x[:, t, :], context, h], 1))
                update, new = tf.split(gates, 2, axis=1)
                c = tf.sigmoid(update) * c + tf.tanh(new)
                h = tf.tanh(c)
            logits = self.logits(x[:, t, :], h)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=captions[:, t + 1], logits=logits
            )
            loss += tf.reduce_sum(losses * mask[:, t])
        return loss / 2.0, tf.stack(alphas, 1)


class Captioner(object):
    def __init__(self, vocab, features, captions, regions=3, depth=2, hidden=4, embed=3, steps=3, select=True, dropout=False):
        self.V = vocab
        self.L = regions
        self.D = depth
        self.H = hidden
        self.M = embed
        self.T = steps
        self.select = select
        self.dropout = dropout
        self._null = NULL
        self.weights = tf.compat.v1.random_normal_initializer(stddev=0.3)
        self.features = features
        self.captions = captions

    def build_model(self):
        return compat_scope.get_layer(
            CaptionerLayer,
            self.D,
            self.H,
            self.weights,
            self.V,
            self.M,
            self.L,
            self.dropout,
            self.T,
            self._null,
            self.select,
        )(self.features, captions=self.captions)


def forward(features, captions):
    model = Captioner(5, features, captions)
    return model.build_model()
