import tensorflow as tf

_PLACEHOLDERS = {}


def get_placeholder(name, dtype, shape):
    """The placeholder of that name, made once in a graph."""
    if name in _PLACEHOLDERS and _PLACEHOLDERS[name].graph is tf.get_default_graph():
        return _PLACEHOLDERS[name]
    _PLACEHOLDERS[name] = tf.placeholder(dtype=dtype, shape=shape, name=name)
    return _PLACEHOLDERS[name]
