import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled"):
        self.scope = scope
        self.x = x
        with tf.variable_scope(scope) as vs:
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            self.vs = vs
        self.out = x
        self.size = 3

    def more(self):
        with tf.variable_scope(self.scope + "_more"):
            return self.out + tf.get_variable("b", [3])

    def again(self, y):
        with tf.variable_scope(self.vs, reuse=True):
            return y * tf.get_variable("g0", [3])

    def auto(self, y):
        with tf.variable_scope(self.vs, reuse=tf.AUTO_REUSE):
            return y * tf.get_variable("g1", [3]) + tf.get_variable("new", [3])

    def plain(self):
        return self.out * 2.0



class Moved:
    def __init__(self, x, scope="moved"):
        with tf.variable_scope(scope):
            i = 0
            while i < 2:
                x = x + tf.get_variable("b%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x

    def plain(self):
        return self.out * 3.0

    def more(self):
        with tf.variable_scope("other_more"):
            return self.out + tf.get_variable("bb", [3])


def host(x, scope, moved):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        if moved:
            s = Moved(h)
        else:
            s = Scaled(h)
        y = tf.layers.dense(s.plain(), 3, name="e")
        return y + s.out


def makes(x, scope, moved):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        if moved:
            s = Moved(h)
        else:
            s = Scaled(h)
        y = tf.layers.dense(s.plain(), 3, name="e")
        return y + s.more()


def chain(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        net = Scaled(h)
        net = Scaled(net.out, "again")
        net = Moved(net.plain())
        return tf.layers.dense(net.plain(), 3, name="e")


def chainmore(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        net = Scaled(h)
        h = net.more()
        net = Scaled(h, "again")
        h = net.more()
        net = Moved(h)
        return tf.layers.dense(net.more(), 3, name="e")


def loop(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        net = Scaled(h)
        for i in range(2):
            net = Moved(net.plain(), "m%d" % i)
        return tf.layers.dense(net.plain(), 3, name="e")


def forward(x):
    return makes(x, "d", True) + makes(x, "e", False) + chainmore(x, "g")
