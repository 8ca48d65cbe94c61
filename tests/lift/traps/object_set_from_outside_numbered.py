import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled", units=3):
        self.scope = scope
        self.x = x
        self.units = units
        self.flag = False
        self.head = tf.layers.Dense(3, name=scope + "_head")
        with tf.variable_scope(scope) as vs:
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            self.vs = vs
        self.out = x

    def more(self):
        with tf.variable_scope(self.scope + "_more"):
            return self.out + tf.get_variable("b", [3])

    def flagged(self, y):
        with tf.variable_scope("flag_%s" % self.flag):
            return y + tf.get_variable("b", [3])

    def counted(self, y):
        return tf.layers.dense(y, 3)

    def plain(self):
        return self.out * 2.0


class Moved:
    def __init__(self, x):
        self.out = x

    def more(self):
        with tf.variable_scope("moved"):
            return self.out + tf.get_variable("b", [3])

    def counted(self, y):
        return tf.layers.dense(y, 3, name="other")


def host(x, net, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        if net is None:
            net = Scaled(h)
        h = tf.layers.dense(h, 3, name="e")
        return net.more() + h


def host2(x, moved, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        if moved:
            net = Moved(h)
        else:
            net = Scaled(h)
        h = net.counted(h)
        h = tf.layers.dense(h, 3)
        return h


def host3(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        h = s.flagged(h)
        s.flag = True
        h = s.flagged(h)
        h = tf.layers.dense(h, 3, name="e")
        h = s.head(h)
        return h


def make(h):
    return Moved(h)


def host4(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        y = s.more()
        s = make(y)
        return s.more()


def inner(x):
    return host3(x, "e") + host4(x, "f")


def numbered(x, scope=None):
    with tf.variable_scope(scope, "blk", [x]):
        y = inner(x)
        return tf.layers.dense(y, 3)


def forward(x):
    for i in range(2):
        x = numbered(x)
    return x
