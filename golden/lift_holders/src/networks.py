import tensorflow as tf

from parts import Dense, Gate


class Network(object):
    """A network and what trains it.

    Subclasses append to `layers` in `_make_layers`.
    """

    def __init__(self, rate=0.1, **kwargs):
        name = kwargs.get("name")
        if not name:
            name = self.__class__.__name__.lower()
        self.name = name

        self.layers = []
        self.activations = []
        self.loss = 0
        self.optimizer = tf.train.GradientDescentOptimizer(rate)

    def _make_layers(self):
        raise NotImplementedError

    def build(self):
        """Makes the layers, then all that follows from them."""
        with tf.variable_scope(self.name):
            self._make_layers()

        # One after the other
        self.activations.append(self.inputs)
        for layer in self.layers:
            self.activations.append(layer(self.activations[-1]))
        self.outputs = self.activations[-1]

        self.vars = {v.op.name: v for v in tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=self.name)}
        self._loss()
        self.train = self.optimizer.minimize(self.loss)

    def _loss(self):
        for var in self.layers[0].vars.values():
            self.loss += 0.01 * tf.nn.l2_loss(var)
        self.loss += tf.reduce_mean(tf.square(self.outputs - self.targets))

    def summary_line(self):
        return "%s: %s" % (self.name, ", ".join(sorted(self.vars)))


class Tower(Network):
    def __init__(self, x, y, hidden=5, **kwargs):
        super(Tower, self).__init__(**kwargs)
        self.inputs = x
        self.targets = y
        self.hidden = hidden
        self.build()

    def _make_layers(self):
        # narrowing
        self.layers.append(Dense(self.inputs.get_shape().as_list()[1],
                                 self.hidden,
                                 act=tf.nn.tanh))
        self.layers.append(Dense(self.hidden, 2, act=lambda x: x))


class Narrow(Tower):
    """Has one layer only."""

    def _make_layers(self):
        self.layers.append(Dense(3, 2, act=tf.nn.sigmoid, name="only"))


class Gated:
    def __init__(self, x, y):
        self.name = "gated"
        self.build(x, y)

    def build(self, x, y):
        with tf.variable_scope(self.name):
            self.first = Gate(3, "first")
            self.second = Gate(3, name="second")
        self.outputs = self.second(self.first(x))
        error = tf.reduce_mean(tf.square(self.outputs[:, :2] - y))
        self.train = tf.train.GradientDescentOptimizer(0.5).minimize(error)
