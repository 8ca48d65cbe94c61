"""Weights of NumPy that are listed under names."""
import numpy as np

COLLECTIONS = {}


def add_to_collection(name, value):
    COLLECTIONS.setdefault(name, []).append(value)


def get_variable(name, shape, collections=("weights",), reuse=True):
    """Finds an array by its name, or makes it."""
    known = dict(COLLECTIONS.get("all", ()))
    if reuse and name in known:
        return known[name]
    value = np.zeros(shape, "float32")
    for collection in collections:
        add_to_collection(collection, value)
    add_to_collection("all", (name, value))
    return value


def dense(x, units, reuse=True):
    shape = [x.shape[-1]]
    shape.append(units)
    return x @ get_variable("w", shape, ["kernels"], reuse=reuse)
