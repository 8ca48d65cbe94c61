"""Objects of classes that stay: layers make them, hold one or another, hand them on and return them."""
import tensorflow as tf


class Scaler(object):
    """Stays: nobody knows how long its loop is."""

    def __init__(self, x, scope="scaler", depth=2, reuse=False):
        self.weights = []
        with tf.variable_scope(scope, reuse=reuse):
            while len(self.weights) < depth:
                name = "gamma_%d" % len(self.weights)
                w = tf.get_variable(name, [x.shape[-1].value], initializer=tf.ones_initializer())
                self.weights.append(w)
                x = x * w
        self.out = x

    def penalty(self):
        return tf.add_n([tf.nn.l2_loss(w) for w in self.weights])


class Shifter(object):
    """Stays, too, and has the methods of a `Scaler`."""

    def __init__(self, x, scope="shifter"):
        self.weights = []
        with tf.variable_scope(scope):
            while len(self.weights) < 2:
                b = tf.get_variable("beta_%d" % len(self.weights), [int(x.shape[-1])])
                self.weights.append(b)
                x = x + b
        self.out = x

    def penalty(self):
        return tf.add_n([tf.reduce_sum(tf.abs(b)) for b in self.weights])


def total(parts):
    return tf.add_n([part.penalty() for part in parts])


def scaled_parts(x):
    """Gives the objects that it has made beside what it computed."""
    with tf.variable_scope("parts"):
        first = Scaler(tf.layers.dense(x, 3, name="first"))
        parts = [first, Shifter(first.out)]
        return parts, tf.layers.dense(parts[-1].out, 3, name="second")


def either(x, scope, shifted):
    """Holds an object of one class or of another."""
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="first")
        if shifted:
            part = Shifter(h)
        else:
            part = Scaler(h)
        return tf.layers.dense(part.out, 3, name="second") + part.penalty()


def chained(x):
    """Makes one object of the other."""
    with tf.variable_scope("chained"):
        net = Scaler(tf.layers.dense(x, 3, name="first"))
        for i in range(2):
            net = Shifter(net.out, "shifter_%d" % i)
        return tf.layers.dense(net.out, 3, name="second") + total([net])


class Walker(object):
    """Makes its weights when it is called, and is told from outside where."""

    def __init__(self, units):
        self.units = units
        self.place = "start"

    def __call__(self, x):
        with tf.variable_scope(self.place):
            i = 0
            while i < 2:
                x = x * tf.get_variable("gamma_%d" % i, [self.units], initializer=tf.ones_initializer())
                i += 1
        return x


def walk(x):
    with tf.variable_scope("walk"):
        walker = Walker(3)
        h = tf.layers.dense(x, walker.units, name="first")
        h = walker(h)
        walker.place = "end"
        return walker(h), {"walker": walker}


def forward(x):
    with tf.variable_scope("model"):
        parts, y = scaled_parts(x)
        y = either(y, "one", True) + either(y, "two", False) + chained(x) + total(parts)
        h, found = walk(y)
        return h * float(found["walker"].units)
