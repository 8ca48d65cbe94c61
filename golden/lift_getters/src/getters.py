"""Getters of several kinds."""
import tensorflow as tf


def with_average(getter, name, *args, **kwargs):
    """Every variable has a slow twin, which is what layers compute with."""
    fast = getter(name, *args, **kwargs)
    kwargs["trainable"] = False
    slow = getter(name + "/slow", *args, **kwargs)
    return 0.75 * slow + 0.25 * fast


def clip_getter(limit):
    def clipped(getter, name, *args, **kwargs):
        return tf.clip_by_value(getter(name, *args, **kwargs), -limit, limit)
    return clipped


def renamed(getter, name, *args, **kwargs):
    return getter(name.replace("kernel", "matrix"), *args, **kwargs)


def rounded(getter, name, *args, **kwargs):
    """Weights of low precision."""
    w = getter(name, *args, **kwargs)
    return tf.cast(tf.cast(w, tf.bfloat16), tf.float32)


class Scaled(object):
    def __init__(self, scale):
        self.scale = scale

    def __call__(self, getter, *args, **kwargs):
        return self.scale * getter(*args, **kwargs)
