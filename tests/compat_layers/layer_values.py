"""The inputs and weights that the recorder (TF 1.15.5, Python 3.7) and the tests both use."""

import zlib

import numpy as np


def weight(name, shape, dtype="float32"):
    """A value that depends on the variable's name, so that exchanged weights show.

    Uniform in -0.5..0.5, drawn by a generator seeded with the CRC of the name; variances, standard
    deviations and scales are 0.5 more than its absolute value, step counts are 0.
    """
    last = name.rpartition("/")[2]
    if last == "local_step":
        return np.zeros(shape, dtype)
    value = np.random.RandomState(zlib.crc32(name.encode())).uniform(-0.5, 0.5, shape)
    if last.endswith(("variance", "stddev", "gamma", "temperature")):
        value = np.abs(value) + 0.5
    return np.asarray(value).astype(dtype)


def input_value(index, shape):
    """The `index`-th input of a program."""
    random = np.random.RandomState(1000 + index)
    return random.uniform(-1.0, 1.0, shape).astype("float32")
