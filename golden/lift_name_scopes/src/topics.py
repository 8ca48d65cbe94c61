import tensorflow as tf


class Topics(object):
    """Tells the topic of a few words."""

    def __init__(self, vocabulary, size, topics):
        self.words = tf.placeholder(tf.int32, [None, 3], name="words")
        self.keep = tf.placeholder_with_default(1.0, [], name="keep")

        with tf.name_scope("embedding"):
            self.W = tf.Variable(tf.random_uniform([vocabulary, size], -1.0, 1.0), name="W")
            embedded = tf.nn.embedding_lookup(self.W, self.words)
        mean = tf.reduce_mean(embedded, axis=1)

        # Scores of the topics
        with tf.name_scope("output"):
            W = tf.get_variable("W", shape=[size, topics], initializer=tf.contrib.layers.xavier_initializer())
            b = tf.Variable(tf.constant(0.1, shape=[topics]), name="b")
            decay = tf.nn.l2_loss(W) + tf.nn.l2_loss(b)
            self.scores = tf.nn.xw_plus_b(mean * self.keep, W, b, name="scores")

        with tf.name_scope("loss"):
            self.loss = tf.reduce_mean(tf.square(self.scores)) + 0.1 * decay
        self.train = tf.train.GradientDescentOptimizer(0.5).minimize(self.loss)
