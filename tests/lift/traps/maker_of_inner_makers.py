import tensorflow as tf

COUNT = []


def stack(size, depth):
    """Each cell is wider than the one before."""
    width = size

    def one():
        return tf.nn.rnn_cell.BasicRNNCell(width)

    cells = []
    for _ in range(depth):
        cells.append(one())
        width = width + 1
    return tf.nn.rnn_cell.MultiRNNCell(cells)


def noted(size):
    def one():
        COUNT.append(size)
        return tf.nn.rnn_cell.BasicRNNCell(size + len(COUNT))

    return tf.nn.rnn_cell.MultiRNNCell([one() for _ in range(2)])


def shared(size):
    """One cell that runs twice."""
    def one():
        return tf.nn.rnn_cell.BasicRNNCell(size)

    cell = one()
    return tf.nn.rnn_cell.MultiRNNCell([cell, one()]), cell


def chosen(size, kind):
    def plain():
        return tf.nn.rnn_cell.BasicRNNCell(size)

    def gated():
        return tf.nn.rnn_cell.GRUCell(size)

    make = gated if kind == "gated" else plain
    return make()


def named(size, names=("a", "b")):
    def one(name, size=size + 1):
        return tf.nn.rnn_cell.BasicRNNCell(size, name=name)

    return tf.nn.rnn_cell.MultiRNNCell([one(name) for name in names])


def one(size):
    """Called like those inside."""
    return tf.nn.rnn_cell.BasicRNNCell(size, activation=tf.nn.relu)


def stack_one(size):
    return one(size)


def run(x, cell, scope):
    with tf.variable_scope(scope):
        return tf.reduce_sum(tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)[0], 2)


def net(x):
    y = run(x, stack(2, 2), "stack") + run(x, noted(2), "noted") + run(x, noted(2), "noted_again")
    both, first = shared(3)
    y += run(x, both, "shared") + run(x, chosen(2, "gated"), "gated") + run(x, chosen(2, "plain"), "plain")
    return y + run(x, named(2), "named") + run(x, one(2), "one") + run(x, stack_one(2), "stack_one")


def forward(x):
    del COUNT[:]
    y = net(tf.reshape(x, [2, 1, 3]))
    return tf.tile(y, [1, 3]) * x
