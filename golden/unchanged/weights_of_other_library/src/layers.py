"""The same words as TensorFlow's, of a library that has its own variables and scopes."""
import contextlib

_PARAMS = {}
_SCOPES = []


class Variable(object):
  def __init__(self, initial_value, name=None):
    self.value, self.name = initial_value, name


@contextlib.contextmanager
def name_scope(name):
  _SCOPES.append(name)
  yield "/".join(_SCOPES)
  _SCOPES.pop()


def get_variable(name, initializer):
  key = "/".join(_SCOPES + [name])
  if key not in _PARAMS:
    _PARAMS[key] = Variable(initializer(), name=key)
  return _PARAMS[key]


def affine(x, name):
  with name_scope(name):
    w = get_variable("w", lambda: 2.0)
    b = Variable(0.5)
    return x * w.value + b.value
