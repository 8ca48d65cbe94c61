import tensorflow as tf


def network(x):
    count = 1

    def up():
        nonlocal count
        count = count + 2
        return count

    def join(h, first, second):
        return tf.layers.dense(h, first, name="j_%d_%d_%d" % (first, second, count))

    h = join(x, second=up(), first=up())
    h = join(join(h, up(), up()), up() - count + 3, second=count * up())
    for i in [up(), up()]:
        h = tf.layers.dense(h, 3, name="k_%d_%d" % (i, up()))
    return h


def forward(x):
    return network(x)
