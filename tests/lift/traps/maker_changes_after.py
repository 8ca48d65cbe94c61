import tensorflow as tf


def mlp(sizes):
    def network(x):
        for n in sizes:
            x = tf.layers.dense(x, n)
        return x

    sizes = list(sizes) + [3]
    return network


def counting(scope):
    made = []

    def network(x):
        made.append(x)
        return tf.layers.dense(x, 3, name="%s_%d" % (scope, len(made)))

    return network


def forward(x):
    sizes = [4]
    net, count = mlp(sizes), counting("c")
    sizes.append(5)
    return net(x) + count(count(x)) + net(x)
