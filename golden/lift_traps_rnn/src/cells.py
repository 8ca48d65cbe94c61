import tensorflow as tf
from tensorflow.contrib import rnn


def joined_state(x, units):
    """The state is one tensor."""
    cell = rnn.BasicLSTMCell(units, state_is_tuple=False)
    return tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="joined")


def run_twice(x, units):
    """The second run has the weights that the first one made, under the first one's name."""
    cell = rnn.GRUCell(units)
    _, first = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="first")
    _, second = tf.nn.dynamic_rnn(cell, x[:, ::-1], dtype=tf.float32, scope="second")
    return first + second


def run_given(cell, x):
    """Only the caller knows which cell it is."""
    return tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="given")


def searched(x, units):
    cell = rnn.NASCell(units)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="searched")
    return outputs


def doubled(x, units):
    cell = rnn.GRUCell(units)
    outputs, _ = tf.nn.dynamic_rnn(cell, tf.cast(x, tf.float64), dtype=tf.float64, scope="doubled")
    return outputs


def dropped(x, keep_prob, units):
    """Keeps what a tensor says."""
    cell = rnn.DropoutWrapper(rnn.GRUCell(units), output_keep_prob=keep_prob)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="dropped")
    return outputs


def handed_out(x, units):
    """The caller gets the cell, too."""
    cell = rnn.GRUCell(units)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="handed_out")
    return outputs, cell


def counted(x, units):
    """TF1 numbers the second one."""
    with tf.variable_scope("counted"):
        one = rnn.GRUCell(units)
        two = rnn.GRUCell(units)
        state = one.zero_state(tf.shape(x)[0], tf.float32)
        _, state = one(x[:, 0], state)
        _, state = two(x[:, 1], state)
    return state


def perhaps(x, units, twice):
    with tf.variable_scope("perhaps"):
        cell = rnn.GRUCell(units)
        state = cell.zero_state(tf.shape(x)[0], tf.float32)
        if twice:
            _, state = cell(x[:, 0], state)
        return cell(x[:, 1], state)[1]


def folded(x, units):
    with tf.variable_scope("folded"):
        cell = rnn.BasicRNNCell(units)
        start = cell.zero_state(2, tf.float32)
        states = tf.scan(lambda state, step: cell(step, state)[0], tf.transpose(x, [1, 0, 2]), start)
        return states[-1]


def in_callers_scope(x, units):
    cell = rnn.BasicRNNCell(units)
    return cell(x[:, 0], cell.zero_state(2, tf.float32))[0]


def make(units):
    """Makes a cell for two, of which one cannot be a layer."""
    return rnn.BasicRNNCell(units)


def run_made(x, units):
    return tf.nn.dynamic_rnn(make(units), x, dtype=tf.float32, scope="run_made")[1]


def made_and_returned(x, units):
    cell = make(units)
    return tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="made_and_returned")[1], cell


COUNT = []


def make_counted(units):
    COUNT.append(units)
    return rnn.BasicRNNCell(units + len(COUNT))


def run_counted(x, units):
    return tf.nn.dynamic_rnn(make_counted(units), x, dtype=tf.float32, scope="run_counted")[1]


def fine(x, units):
    cell = rnn.GRUCell(units)
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="fine")
    return outputs


def forward(x):
    keep_prob = tf.reduce_max(tf.ones_like(x))
    outputs, cell = handed_out(x, 3)
    joined, state = joined_state(x, 2)
    given, _ = run_given(rnn.BasicRNNCell(2), x)
    return {
        "joined": joined, "state": state, "twice": run_twice(x, 3), "given": given, "searched": searched(x, 2),
        "doubled": doubled(x, 2), "dropped": dropped(x, keep_prob, 3), "handed_out": outputs * cell.output_size,
        "fine": fine(x, 2), "counted": counted(x, 2), "perhaps": perhaps(x, 2, True), "folded": folded(x, 2),
        "made": run_made(x, 2), "returned": made_and_returned(x, 3)[0], "counts": run_counted(x, 2),
        "callers": in_callers_scope(x, 2) + in_callers_scope(x, 2),
    }
