"""An image captioner: attention and an LSTM unrolled by hand, everything in methods."""
import tensorflow as tf

NULL = 0


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
        self.weights = tf.random_normal_initializer(stddev=0.3)
        self.features = features
        self.captions = captions

    def _initial(self, features):
        with tf.variable_scope("initial"):
            mean = tf.reduce_mean(features, 1)
            w_h = tf.get_variable("w_h", [self.D, self.H], initializer=self.weights)
            w_c = tf.get_variable("w_c", [self.D, self.H], initializer=self.weights)
            return tf.tanh(tf.matmul(mean, w_c)), tf.tanh(tf.matmul(mean, w_h))

    def _embedding(self, ids, reuse=False):
        with tf.variable_scope("embedding", reuse=reuse):
            w = tf.get_variable("w", [self.V, self.M], initializer=self.weights)
            return tf.nn.embedding_lookup(w, ids)

    def _attention(self, features, h, reuse=False):
        with tf.variable_scope("attention", reuse=reuse):
            w = tf.get_variable("w", [self.H, self.D], initializer=self.weights)
            v = tf.get_variable("v", [self.D, 1], initializer=self.weights)
            scores = tf.nn.relu(features + tf.expand_dims(tf.matmul(h, w), 1))
            scores = tf.reshape(tf.matmul(tf.reshape(scores, [-1, self.D]), v), [-1, self.L])
            alpha = tf.nn.softmax(scores)
            return tf.reduce_sum(features * tf.expand_dims(alpha, 2), 1), alpha

    def _selector(self, context, h, reuse=False):
        with tf.variable_scope("selector", reuse=reuse):
            w = tf.get_variable("w", [self.H, 1], initializer=self.weights)
            beta = tf.sigmoid(tf.matmul(h, w))
            return beta * context

    def _logits(self, x, h, context, reuse=False):
        with tf.variable_scope("logits", reuse=reuse):
            w = tf.get_variable("w", [self.H, self.M], initializer=self.weights)
            h = tf.tanh(tf.matmul(h, w) + x)
            if self.dropout:
                h = tf.nn.dropout(h, 0.5)
            out = tf.get_variable("out", [self.M, self.V], initializer=self.weights)
            return tf.matmul(h, out)

    def build_model(self):
        features = self.features
        captions = self.captions
        c, h = self._initial(features=features)
        x = self._embedding(ids=captions[:, : self.T])
        mask = tf.to_float(tf.not_equal(captions[:, 1:], self._null))
        loss = 0.0
        alphas = []
        for t in range(self.T):
            context, alpha = self._attention(features, h, reuse=(t != 0))
            alphas.append(alpha)
            if self.select:
                context = self._selector(context, h, reuse=(t != 0))
            with tf.variable_scope("rnn", reuse=(t != 0)):
                gates = tf.layers.dense(tf.concat([x[:, t, :], context, h], 1), 2 * self.H, name="gates")
                update, new = tf.split(gates, 2, axis=1)
                c = tf.sigmoid(update) * c + tf.tanh(new)
                h = tf.tanh(c)
            logits = self._logits(x[:, t, :], h, context, reuse=(t != 0))
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=captions[:, t + 1], logits=logits)
            loss += tf.reduce_sum(losses * mask[:, t])
        return loss / 2.0, tf.stack(alphas, 1)


def forward(features, captions):
    model = Captioner(5, features, captions)
    return model.build_model()
