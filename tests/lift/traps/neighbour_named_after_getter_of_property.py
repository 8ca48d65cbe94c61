# graph only: eager tensors have no names
import tensorflow as tf


def spectral(w, steps):
    name = w.name.split("/")[-1].split(":")[0]
    i = 0
    while i < steps:
        w = w * tf.get_variable("%s_%d" % (name, i), [], initializer=tf.ones_initializer())
        i += 1
    return w


def linear(x, units, scope="linear"):
    with tf.variable_scope(scope):
        kernel = tf.get_variable("kernel", [x.shape[1].value, units])
        return tf.matmul(x, spectral(kernel, 2))


class Abstract(object):
    def __init__(self, name):
        self._name = name

    def __call__(self, x):
        with tf.variable_scope(self._name):
            return self.apply(x)

    def apply(self, x):
        raise NotImplementedError


class Generator(Abstract):
    def apply(self, x):
        return linear(linear(x, 4, "a"), 3)


class Gan(object):
    def __init__(self):
        self._generator = None

    @property
    def generator(self):
        if self._generator is None:
            self._generator = Generator("generator")
        return self._generator

    def build(self, x):
        def halved(getter, name, *args, **kwargs):
            value = getter(name, *args, **kwargs)
            return tf.multiply(value, 0.5, name="halved") if name.endswith("kernel") else value

        with tf.variable_scope("", custom_getter=halved):
            return self.generator(x)


def forward(x):
    return Gan().build(x)
