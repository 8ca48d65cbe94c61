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


def host(x, net, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return Agent(net).act(h)


def host2(x, net, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        agent = Agent(net)
        return agent.act(h)


def host3(x, agent, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return agent.act(h)


def made(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return h, Net(3)


def outer(x, scope):
    with tf.variable_scope(scope):
        h, net = made(x, "m")
        h = tf.layers.dense(h, 3, name="d")
        return net(h)


def forward(x):
    return (
        host(x, Net(3), "a") + host2(x, Net(3), "b") + host3(x, Agent(Net(3)), "c") + outer(x, "d")
    )
