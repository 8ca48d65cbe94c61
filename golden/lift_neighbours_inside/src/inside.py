"""Blocks whose normalization stays: it is called where its result is used."""
import tensorflow as tf


def scaled(x, scope="scaled"):
    """Stays: nobody knows how long its loop is."""
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("gamma_%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        return x


def linear(x, units, scope):
    with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def block(x, units, scope):
    """Normalizes before each of its layers."""
    with tf.variable_scope(scope):
        x = x + linear(scaled(x, "ln_1"), units, "attn")  # the first half
        x += linear(tf.nn.relu(scaled(x, "ln_2")), units, "mlp")
        return x


def normalized(x):
    """Normalizes what its layer makes."""
    with tf.variable_scope("normalized"):
        return scaled(tf.nn.relu(linear(x, 4, "in")))


def summed(x):
    with tf.variable_scope("summed"):
        return linear(x, 4, "left") + scaled(x, scope="right") * linear(scaled(x), 4, "gate")


def stack(x, depth):
    with tf.variable_scope("stack"):
        for i in range(depth):
            x = linear(scaled(x, "norm_%d" % i), 4, "linear_%d" % i)
        return x


def after(x):
    """Something else is called first."""
    with tf.variable_scope("after"):
        return tf.nn.relu(x) + linear(scaled(x), 4, "out")


def gated(x, units):
    """What stays comes last, behind two calls and what is read of shapes."""
    with tf.variable_scope("gated"):
        return tf.tanh(tf.square(x)) * float(units) + tf.sigmoid(linear(x, units, "gate")) * scaled(tf.nn.relu(x))


def popped(x):
    """What comes first changes what stands beside it."""
    with tf.variable_scope("popped"):
        scales = [1.0, 2.0, 3.0]
        return scales[-1] * scales.pop() + linear(scaled(x), 4, "out") * scales.pop()


def chosen(x, wide=True):
    with tf.variable_scope("chosen"):
        return linear(scaled(x), 4, "out") if wide else x


def synthesis(x, depth, gain=0.5):
    """Its blocks end with what stays."""

    def epilogue(x, index):
        """Stays, in the scope that it is called in."""
        left = 1 + index % 2
        while left > 0:
            x = x * tf.get_variable("scale_%d" % left, [x.shape[-1].value], initializer=tf.ones_initializer())
            left -= 1
        return gain * x + index

    with tf.variable_scope("first"):
        x = epilogue(linear(x, 4, "fc"), 0)

    def block(x, index):
        with tf.variable_scope("block_%d" % index):
            with tf.variable_scope("up"):
                x = epilogue(tf.abs(linear(x, 4, "fc")), index)
            with tf.variable_scope("conv"):  # the same again
                x = epilogue(linear(x, 4, "fc"), index + 1)
            return x

    for index in range(1, depth):
        x = block(x, index)
    return x


def forward(x):
    with tf.variable_scope("model"):
        y = block(x, 4, "one")
        y = block(y, 4, "two")
        y = normalized(y) + summed(y)
        y = stack(y, 2)
        y += after(y) - gated(y, 4)
        y = chosen(y) + popped(y)
        with tf.variable_scope("synthesis"):
            return synthesis(y, 3)
