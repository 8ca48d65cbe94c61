import tensorflow as tf


def make_cell(units, keep_prob=1.0, residual=False):
    """One layer of a recurrent network."""
    cell = tf.nn.rnn_cell.LSTMCell(units, initializer=tf.random_uniform_initializer(-0.1, 0.1))
    if keep_prob < 1.0:
        cell = tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=keep_prob)
    if residual:
        # the inputs come through
        cell = tf.nn.rnn_cell.ResidualWrapper(cell)
    return cell


def make_layers(units, depth):
    cells = []
    for layer in range(depth):
        cells.append(make_cell(units, residual=(layer > 0)))
    if len(cells) == 1:
        return cells[0]
    return tf.nn.rnn_cell.MultiRNNCell(cells)


def make_stack(units, depth, keep_prob):
    """A stack of cells, each of its own."""
    def one(width):
        cell = tf.nn.rnn_cell.GRUCell(width)
        # what comes in is not dropped
        return tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=keep_prob)

    return tf.nn.rnn_cell.MultiRNNCell([one(units) for _ in range(depth)])


def make_pair(units):
    def narrow():
        return tf.nn.rnn_cell.BasicRNNCell(units - 1)

    def wide():
        return tf.nn.rnn_cell.BasicRNNCell(units)

    pair = [narrow()]
    pair.append(wide())
    return tf.nn.rnn_cell.MultiRNNCell(pair)
