"""Parts of a network that read a memory: objects that take several tensors."""
import tensorflow as tf


class Part(object):
    """Makes its variables with itself, below its name.

    Subclasses say in `__call__` what they do with them.
    """

    def __init__(self, name):
        self.name = name
        self.weights = {}

    def penalty(self):
        return tf.add_n([tf.nn.l2_loss(v) for _, v in sorted(self.weights.items())])


class Read(Part):
    """Attention over the rows of a memory."""

    def __init__(self, size, sharp=1.0, name="read"):
        Part.__init__(self, name)
        self.sharp = sharp
        with tf.variable_scope(self.name):
            self.weights["w"] = tf.get_variable("w", [size, size], initializer=tf.random_normal_initializer(stddev=0.3))
            # One number for all scores
            self.weights["scale"] = tf.get_variable("scale", [], initializer=tf.constant_initializer(0.5))
            self.turns = tf.get_variable("turns", [2], tf.int32, trainable=False)

    def __call__(self, x, memory, mask=None):
        scores = tf.matmul(tf.matmul(x, self.weights["w"]), memory, transpose_b=True)
        scores *= self.sharp * self.weights["scale"]
        if mask is not None:
            scores += (1.0 - mask) * -30.0  # what is not there
        return tf.matmul(tf.nn.softmax(scores), memory)


class Gate(Part):
    def __init__(self, size, bias=None, name="gate"):
        super(Gate, self).__init__(name)
        with tf.variable_scope("%s_vars" % self.name):
            self.weights["w"] = tf.get_variable("w", [2 * size, size])
            if bias is not None:
                self.weights["b"] = tf.get_variable("b", [size], initializer=tf.constant_initializer(bias))

    def __call__(self, x, y):
        z = tf.matmul(tf.concat([x, y], 1), self.weights["w"])
        if "b" in self.weights:
            z += self.weights["b"]
        z = tf.sigmoid(z)
        return z * x + (1.0 - z) * y


class Mean(Part):
    """A mean in double precision, which has no scope."""

    def __init__(self, size):
        super(Mean, self).__init__("mean")
        self.weights["about"] = tf.get_variable("about", [size], tf.float64, tf.zeros_initializer())

    def __call__(self, x, *others):
        total = tf.add_n([tf.cast(each, tf.float64) for each in (x,) + others])
        return tf.cast(total / (1 + len(others)) - self.weights["about"], tf.float32)
