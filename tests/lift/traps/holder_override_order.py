import tensorflow as tf


class Dense(object):
    def __init__(self, n_in, n_out, name):
        self.name = name
        with tf.variable_scope(self.name):
            self.w = tf.get_variable("w", [n_in, n_out])
            self.b = tf.get_variable("b", [n_out])

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


class Base(object):
    def __init__(self, x):
        self.parts = []
        self._build()
        for part in self.parts:
            x = part(x)
        self.y = x
        self.grads = tf.gradients(self.y, [self.parts[0].w])

    def _build(self):
        self.parts.append(Dense(3, 3, "base"))


class Before(Base):
    def _build(self):
        self.parts.append(Dense(3, 3, "before"))
        super(Before, self)._build()


class Around(Before):
    def _build(self):
        self.parts.insert(0, Dense(3, 3, "around"))
        super(Around, self)._build()
        self.parts.reverse()


def forward(x):  # graph only
    with tf.variable_scope("one"):
        a = Before(x)
    with tf.variable_scope("two"):
        b = Around(x)
    return a.y + 2.0 * b.y
