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
        "fine": fine(x, 2),
    }
