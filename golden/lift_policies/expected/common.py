import tensorflow as tf

tf.compat.v1.disable_v2_behavior()

_PLACEHOLDERS = {}


def get_placeholder(name, dtype, shape):
    """The placeholder of that name, made once in a graph."""
    if name in _PLACEHOLDERS and _PLACEHOLDERS[name].graph is tf.compat.v1.get_default_graph():
        return _PLACEHOLDERS[name]
    _PLACEHOLDERS[name] = tf.compat.v1.placeholder(dtype=dtype, shape=shape, name=name)
    return _PLACEHOLDERS[name]
