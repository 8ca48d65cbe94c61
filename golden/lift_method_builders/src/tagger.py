"""Model objects that build step by step: each step is a method that sets what the next one reads."""
import tensorflow as tf


class Settings(object):
    vocab = 11
    width = 4
    hidden = 6
    classes = 3
    depth = 2
    attend = True


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
        # the network
        self._embed()
        self._encode()
        count = self._score(self.encoded)
        self.count = count
        self._add_loss()
        if self.mode == "train":
            self._add_penalty()
        self._look()

    def _prepare(self):
        self.mask = tf.cast(self.ids > 0, tf.float32)

    def _embed(self):
        with tf.variable_scope("words"):
            self.table = tf.get_variable("table", [self.settings.vocab, self.settings.width])
            embedded = tf.nn.embedding_lookup(self.table, self.ids)
        self.embedded = embedded * self.mask[:, :, None]

    def _encode(self):
        x = self.embedded
        for i in range(self.settings.depth):
            with tf.variable_scope("encoder_%d" % i):
                x = tf.layers.dense(x, self.settings.hidden, activation=tf.tanh, name="dense")
        self.encoded = x

    def _score(self, encoded):
        with tf.variable_scope("proj"):
            w = tf.get_variable("w", [self.settings.hidden, self.settings.classes])
            b = tf.get_variable("b", [self.settings.classes], initializer=tf.zeros_initializer())
            flat = tf.reshape(encoded, [-1, self.settings.hidden])
            self.logits = tf.matmul(flat, w) + b
        return tf.shape(flat)[0]

    def _add_loss(self):
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            logits=self.logits, labels=tf.reshape(self.labels, [-1])
        )
        self.loss = tf.reduce_sum(losses * tf.reshape(self.mask, [-1]))

    def _add_penalty(self):
        self.loss += 0.01 * tf.reduce_sum(tf.square(self.table))


    def _look(self):
        self.made = len(tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="encoder"))


class Linear(object):
    """Weights, what is computed with them, and a counter that is none."""

    def __init__(self, x, targets, n):
        self.step = tf.Variable(0, trainable=False, name="step")
        self.w = tf.get_variable("w", [x.shape[-1].value, n])
        self.b = tf.get_variable("b", [n], initializer=tf.zeros_initializer())
        hidden = tf.matmul(x, self.w)
        self.logits = hidden + self.b
        self.rounds = tf.Variable(0, trainable=False, name="rounds")
        self.loss = tf.reduce_sum(tf.square(self.logits - targets)) + tf.nn.l2_loss(self.w)


class Ranker(object):
    """Sets some attributes only where the settings ask for them."""

    def __init__(self, settings, x, labels=None):
        self.settings = settings
        self.scale = 0.5
        doubled = x * 2.0
        with tf.variable_scope("ranker"):
            hidden = tf.layers.dense(doubled, settings.hidden, activation=tf.nn.relu, name="hidden")
            if settings.attend:
                self.weights_ = tf.nn.softmax(tf.layers.dense(hidden, 1, name="attention"), axis=0)
                hidden = hidden * self.weights_
            self.scale = self.scale + tf.reduce_mean(hidden)
            self.logits = tf.layers.dense(hidden, 2, name="logits") * self.scale
        if labels is None:
            return
        self.loss = tf.reduce_sum(tf.square(self.logits - labels))


class Pair(object):
    """A constructor that calls private methods."""

    def __init__(self, settings, x):
        self._settings = settings
        stem = self.__stem(x)
        self.output = self._head(stem)
        self.norm = tf.norm(stem)

    def __stem(self, x):
        return tf.layers.dense(x, self._settings.hidden, name="stem")

    def _head(self, x):
        with tf.variable_scope("head"):
            return tf.layers.dense(x, 2, name="out")


def run(ids, labels, x, targets):
    tagger = Tagger(Settings(), ids, labels)
    with tf.variable_scope("train"):
        ranker = Ranker(Settings(), x, targets)
    with tf.variable_scope("pair"):
        pair = Pair(Settings(), x)
    with tf.variable_scope("linear"):
        linear = Linear(x, targets, 2)
    out = [linear.logits, linear.loss, tf.constant(tagger.made), tagger.loss, tagger.logits, tagger.count, tagger.embedded]
    out += [ranker.loss, ranker.logits, ranker.weights_, pair.output, pair.norm]
    return out
