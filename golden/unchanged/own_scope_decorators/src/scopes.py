import functools
import threading

_local = threading.local()


class variable_scope(object):
    """Dotted names for settings; also a decorator."""

    def __init__(self, name, default_name=None, values=None, reuse=None):
        self.name = name or default_name

    def __enter__(self):
        self.outer = getattr(_local, "path", "")
        _local.path = f"{self.outer}.{self.name}" if self.outer else self.name
        return self

    def __exit__(self, *exc):
        _local.path = self.outer

    def __call__(self, function):
        @functools.wraps(function)
        def scoped(*args, **kwargs):
            with variable_scope(self.name):
                return function(*args, **kwargs)

        return scoped


def get_variable(name, default=None, trainable=True):
    return SETTINGS.get(f"{_local.path}.{name}", default)


SETTINGS = {"server.port": 80, "server.tls.port": 443}
