"""Typed by its stub."""
import contextlib


@contextlib.contextmanager
def variable_scope(name, reuse=None):
    yield name


def get_variable(name, shape):
    return name, tuple(shape)


def dense(x, units, *, name=None):
    with variable_scope(name or "dense"):
        return x, get_variable("kernel", [len(x), units])
