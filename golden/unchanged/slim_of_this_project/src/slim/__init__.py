import contextlib
from types import SimpleNamespace


def add_arg_scope(function):
    return function


@contextlib.contextmanager
def variable_scope(name, default_name=None, values=None):
    yield SimpleNamespace(name=name or default_name)


def batch_norm(x, scope=None):
    return x


utils = SimpleNamespace(collect_named_outputs=lambda collections, scope, x: x)
