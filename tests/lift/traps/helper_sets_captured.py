import tensorflow as tf


class Settings(object):
    def __init__(self):
        self.top = 2


def grow(settings):
    settings.top = settings.top + 1


def net(x, settings):
    x = tf.layers.dense(x, 3, name="fc")
    grow(settings)
    return tf.layers.dense(x, settings.top, name="head")


def outer(x):
    settings = Settings()

    def widen():
        settings.top = settings.top + 1

    def inner(h):
        h = tf.layers.dense(h, 3, name="in")
        widen()
        return tf.layers.dense(h, settings.top, name="out")

    return inner(x)


def forward(x):
    return net(x, Settings()) + outer(x)
