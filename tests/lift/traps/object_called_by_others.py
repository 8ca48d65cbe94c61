import tensorflow as tf


class Net:
    def __init__(self, units, name="net"):
        self.units = units
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        return x


class Agent:
    def __init__(self, net):
        self.net = net

    def act(self, x):
        return self.net(x)


def apply(net, x):
    return net(x)


def apply2(net, x):
    fn = net
    return fn(x)


def apply3(x, nets):
    for n in nets:
        x = n(x)
    return x


def host(x, scope):
    with tf.variable_scope(scope):
        net = Net(3)
        h = tf.layers.dense(x, net.units, name="d")
        return apply(net, h)


def host2(x, scope):
    with tf.variable_scope(scope):
        net = Net(3)
        h = tf.layers.dense(x, net.units, name="d")
        return apply2(net, h)


def host3(x, scope):
    with tf.variable_scope(scope):
        net = Net(3)
        h = tf.layers.dense(x, net.units, name="d")
        return apply3(h, [net, Net(3, "o")])


def host4(x, scope):
    with tf.variable_scope(scope):
        net = Net(3)
        h = tf.layers.dense(x, net.units, name="d")
        return Agent(net).act(h)


def host5(x, scope):
    with tf.variable_scope(scope):
        net = Net(3)
        h = tf.layers.dense(x, net.units, name="d")
        h = net(h)
        return tf.layers.dense(h, 3, name="e"), net


def host6(x, scope):
    with tf.variable_scope(scope):
        net = Net(3)
        h = tf.layers.dense(x, 3, name="d")
        h = net(h)
        return h, [net]


def outer(x, scope):
    with tf.variable_scope(scope):
        h, net = host5(x, "p")
        h = tf.layers.dense(h, 3, name="e")
        return net(h)


def outer2(x, scope):
    with tf.variable_scope(scope):
        h, nets = host6(x, "p")
        h = tf.layers.dense(h, 3, name="e")
        for n in nets:
            h = n(h)
        return nets[0].name, h


def forward(x):
    y = host(x, "a") + host2(x, "b") + host3(x, "c") + host4(x, "d")
    return y + outer(x, "e") + outer2(x, "f")[1]
