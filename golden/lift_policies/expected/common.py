import tensorflow as tf

tf.compat.v1.disable_v2_behavior()

_PLACEHOLDERS = {}


def get_placeholder(name, dtype, shape):
    """The placeholder of that name, made once in a graph."""
    if name in _PLACEHOLDERS and _PLACEHOLDERS[name].graph is tf.compat.v1.get_default_graph():
        return _PLACEHOLDERS[name]
    _PLACEHOLDERS[name] = tf.compat.v1.placeholder(dtype=dtype, shape=shape, name=name)
    return _PLACEHOLDERS[name]


class _Function(object):
    """Runs some tensors, given what is fed in the order of its inputs."""

    def __init__(self, inputs, outputs, updates):
        self.inputs = inputs
        self.outputs = outputs
        self.update = tf.group(*updates)

    def __call__(self, sess, *values):
        return sess.run([self.outputs, self.update], dict(zip(self.inputs, values)))[0]


def function(inputs, outputs, updates=()):
    """A call that runs outputs and updates."""
    if isinstance(outputs, list):
        return _Function(inputs, outputs, updates)
    run = _Function(inputs, [outputs], updates)
    return lambda sess, *values: run(sess, *values)[0]
