import tensorflow as tf


class Net(object):
    def __init__(self, width):
        self._width = width
        self._calls = 0

    @property
    def width(self):
        self._calls += 1
        return self._width + self._calls - 1

    def __call__(self, x):
        with tf.variable_scope("net"):
            h = tf.layers.dense(x, self.width, name="h")
            return tf.layers.dense(h, self.width, name="o")


# graph only
def forward(x):
    return Net(2)(x)
