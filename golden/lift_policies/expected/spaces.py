"""What actions may be, and their distributions."""
import tensorflow as tf


class Box(object):
    def __init__(self, size):
        self.size = size


class Discrete(object):
    def __init__(self, count):
        self.count = count


class Kind(object):
    """A family of distributions."""

    def distribution(self):
        raise NotImplementedError

    def from_flat(self, flat):
        return self.distribution()(flat)

    def param_shape(self):
        raise NotImplementedError


class GaussianKind(Kind):
    def __init__(self, size):
        self.size = size

    def distribution(self):
        return Gaussian

    def param_shape(self):
        return [2 * self.size]


class CategoricalKind(Kind):
    def __init__(self, count):
        self.count = count

    def distribution(self):
        return Categorical

    def param_shape(self):
        return [self.count]


class Gaussian(object):
    def __init__(self, flat):
        self.mean, self.logstd = tf.split(flat, 2, axis=1)

    def mode(self):
        return self.mean


class Categorical(object):
    def __init__(self, logits):
        self.logits = logits

    def mode(self):
        return tf.argmax(self.logits, axis=-1)


def make_kind(space):
    if isinstance(space, Box):
        return GaussianKind(space.size)
    elif isinstance(space, Discrete):
        return CategoricalKind(space.count)
    raise NotImplementedError
