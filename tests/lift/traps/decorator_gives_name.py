# graph only
import tensorflow as tf


def layer(op):
    def decorated(self, *args, **kwargs):
        kwargs.setdefault("name", "%s_%d" % (op.__name__, len(self.layers)))
        kwargs.setdefault("units", 3)
        out = op(self, self.last, *args, **kwargs)
        self.layers[kwargs["name"]] = out
        self.last = out
        return self

    return decorated


class Network(object):
    def __init__(self, x, scale=1.0):
        self.layers = {}
        self.last = x
        self.scale = scale

    @layer
    def fc(self, inp, scaled=True, name=None, units=7):
        with tf.variable_scope(name) as scope:
            w = tf.get_variable("w", [inp.shape[-1].value, units])
            y = tf.matmul(inp, w)
            if scaled:
                y = y * self.scale
            self.scale = self.scale + 1.0
            return tf.nn.relu(y, name=scope.name)

    @layer
    def concat(self, inp, name=None, units=None):
        return tf.concat([inp, inp], 1)


def forward(x):
    net = Network(x)
    net.fc().concat().fc(False, units=5).fc(units=4)
    return net.last
