import tensorflow as tf

SEEN = []


class Log(object):
    def __init__(self, items):
        self.items = items

    def last(self):
        return self.items[-1]


class Net(object):
    kept = []

    def __init__(self):
        self.outs = []
        self.log = Log(self.outs)
        self.seen = SEEN
        self.parts = {}
        self.same = self.parts
        self.ends = {}
        self.order = []

    def logged(self, x):
        with tf.variable_scope("logged"):
            self.outs.append(tf.layers.dense(x, 3, name="a"))
            return tf.layers.dense(self.log.last(), 3, name="b")

    def of_class(self, x):
        self.kept.append(tf.layers.dense(x, 3, name="c"))
        return x + SEEN[-1]

    def of_module(self, x):
        with tf.variable_scope("of_module"):
            self.seen.append(tf.layers.dense(x, 3, name="d"))
            return tf.layers.dense(SEEN[-1], 3, name="e")

    def aliased(self, x):
        with tf.variable_scope("aliased"):
            self.parts["x"] = tf.layers.dense(x, 3, name="f")
            return tf.layers.dense(self.same["x"], 3, name="g")

    def again(self, x, name):
        with tf.variable_scope(name):
            self.ends["same"] = tf.layers.dense(x, 3, name="h")
            self.order.append("h" + name)
            self.ends[name] = tf.layers.dense(self._size(x), 3, name="i")
            return self.ends

    def _size(self, x):
        return x * float(len(self.order) + 1)


def forward(x):
    n = Net()
    y = n.of_module(n.logged(x))
    y = n.aliased(n.of_class(y)) + n.kept[-1]
    a = n.again(y, "one")
    b = n.again(a["one"], "two")
    return a["one"] + b["two"] * n.ends["same"] + float(len(n.order)) + n.outs[0]
