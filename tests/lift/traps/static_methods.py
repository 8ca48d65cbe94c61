import tensorflow as tf


class Ops(object):
    UNITS = 4

    @staticmethod
    def dense(x, units, name):
        with tf.variable_scope(name):
            return tf.matmul(x, tf.get_variable("w", [x.shape[-1].value, units]))

    @classmethod
    def mix(cls, x, name):
        return cls.dense(x, cls.UNITS, name + "_mix")


class Wide(Ops):
    UNITS = 6


def forward(x):
    x = Ops.mix(x, "a")
    x = Wide.mix(x, "b")
    return Ops.dense(x, 3, "c")
