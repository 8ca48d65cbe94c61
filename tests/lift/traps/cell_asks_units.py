import tensorflow as tf


def make_cell(units, depth=1):
    cells = [tf.nn.rnn_cell.GRUCell(units + i) for i in range(depth)]
    return tf.nn.rnn_cell.MultiRNNCell(cells) if depth > 1 else cells[0]


def size_of(cell):
    size = cell.state_size
    return sum(size) if isinstance(size, tuple) else size


def forward(x):
    cell = make_cell(3, 2)
    single = make_cell(3)
    y, state = cell(x, cell.zero_state(2, tf.float32))
    with tf.variable_scope("s"):
        y, _ = single(y, single.zero_state(2, tf.float32))
    total = size_of(cell) * 10 + size_of(single) + cell.output_size
    return y * float(total) + float(len(cell.variables)) + state[0]
