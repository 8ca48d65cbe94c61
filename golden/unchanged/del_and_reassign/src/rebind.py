import tensorflow as tf

square = tf.square
del tf


class tf:
    @staticmethod
    def log(x):
        return x


def use(x):
    return tf.log(square(x))
