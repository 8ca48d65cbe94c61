import tensorflow as tf


class Net:
    def __init__(self, name=None, n=2):
        self.name = name
        self.n = n
        self.again = None

    def run(self, x):
        with tf.variable_scope(self.name):
            i = 0
            while i < self.n:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return x

    def counted(self, x):
        with tf.variable_scope(self.name, "counted"):
            return self.run_below(x)

    def run_below(self, x):
        i = 0
        while i < self.n:
            x = x + tf.get_variable("b%d" % i, [3])
            i += 1
        return x

    def shared(self, x):
        with tf.variable_scope("shared", reuse=self.again):
            self.again = True
            return self.run_below(x)

    def size(self):
        return float(self.n)


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        net = Net("net")
        h = net.run(h)
        h = tf.layers.dense(h, 3, name="e")
        more = Net("more", 1)
        h = more.run(h)
        return h * net.size()


def counts(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        net = Net()
        h = net.counted(h)
        h = net.counted(h)
        return Net("named").counted(h)


def shares(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        net = Net()
        h = net.shared(h)
        return net.shared(h)


def given(net, x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return net.run(h)


def turns(x, scope):
    with tf.variable_scope(scope):
        net = Net("net", 1)
        for i in range(2):
            x = tf.layers.dense(x, 3, name="d%d" % i)
            with tf.variable_scope("turn_%d" % i):
                x = net.run(x)
        return x


def forward(x):
    y = host(x, "a") + host(x, "b") + counts(x, "c") + shares(x, "d")
    return y + given(Net("net"), x, "e") + turns(x, "f")
