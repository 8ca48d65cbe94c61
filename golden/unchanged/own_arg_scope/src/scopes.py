"""Default arguments by a context manager of this project's own, without TensorFlow."""

import contextlib
import functools

_STACK = [{}]


@contextlib.contextmanager
def arg_scope(functions, **defaults):
    current = {**_STACK[-1], **{f.__name__: defaults for f in functions}}
    _STACK.append(current)
    try:
        yield current
    finally:
        _STACK.pop()


def add_arg_scope(function):
    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        return function(*args, **{**_STACK[-1].get(function.__name__, {}), **kwargs})

    return wrapped


@add_arg_scope
def conv2d(x, filters, stride=1, padding="SAME", scope=None):
    return ("conv2d", x, filters, stride, padding, scope)


def block(x, scope):
    with arg_scope([conv2d], stride=2):
        return conv2d(conv2d(x, 8, scope=scope + "/a"), 8, scope=scope + "/b")
