"""Plain facts about cells (weights, names, sizes) and the errors TF1 raises; see `programs`. Python 3.7 syntax.

A fact takes a `tf` namespace and returns JSON data, or raises: then its type and message are the fact.
"""

from __future__ import annotations

import re

import programs as p

FACTS = {}  # filled once, on import


def fact(build):
    FACTS[build.__name__] = build
    return build


def outcome(build, tf):
    """What a fact comes to: its data, or the error it raises (without addresses)."""
    try:
        return build(tf)
    except (TypeError, ValueError, NotImplementedError) as error:
        message = re.sub(r" at 0x[0-9a-f]+", "", str(error)).split(" Originally defined at")[0]
        if message.startswith("in converted code"):  # by autograph, which the shim keeps out
            message = message.rsplit("Error: ", 1)[1].strip()
        # Stand-ins for classes live in other modules.
        message = re.sub(r"<(class )?'?[\w.]*\.(\w+)'?( object)?>", r"<\2>", message)
        return [type(error).__name__, message]


def _weights(cell):
    return [
        [v.name for v in cell.trainable_weights],
        [v.name for v in cell.non_trainable_weights],
        [v.name for v in cell.trainable_variables],
        len(cell.variables),
        cell.name,
    ]


def _sizes(cell):
    return [repr(cell.state_size), repr(cell.output_size)]


def _run(tf, cell, **kwargs):
    tf.nn.dynamic_rnn(cell, p.inputs(tf), dtype=tf.float32, **kwargs)
    return cell


@fact
def weights_lstm(tf):
    return _weights(_run(tf, tf.nn.rnn_cell.LSTMCell(2, use_peepholes=True, num_proj=2)))


@fact
def weights_frozen(tf):
    return _weights(_run(tf, tf.nn.rnn_cell.GRUCell(2, trainable=False)))


@fact
def weights_named(tf):
    return _weights(_run(tf, tf.nn.rnn_cell.BasicRNNCell(2, name="mine"), scope="here"))


@fact
def weights_before_call(tf):
    return _weights(tf.nn.rnn_cell.BasicLSTMCell(2))


@fact
def weights_stack(tf):
    return _weights(
        _run(tf, tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(2) for _ in range(2)]))
    )


@fact
def weights_made_in_call(tf):
    return _weights(_run(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(2)))


@fact
def weights_ugrnn(tf):
    return _weights(_run(tf, tf.contrib.rnn.UGRNNCell(2)))


@fact
def names_of_two_cells(tf):
    return [tf.nn.rnn_cell.LSTMCell(2).name, tf.nn.rnn_cell.LSTMCell(2).name]


@fact
def sizes(tf):
    cells = tf.nn.rnn_cell
    return [
        _sizes(cell)
        for cell in (
            cells.BasicRNNCell(2),
            cells.BasicLSTMCell(2),
            cells.BasicLSTMCell(2, state_is_tuple=False),
            cells.LSTMCell(2, num_proj=3),
            cells.MultiRNNCell([cells.GRUCell(2), cells.LSTMCell(3)]),
            cells.DropoutWrapper(cells.LSTMCell(3), output_keep_prob=0.5),
            tf.contrib.rnn.AttentionCellWrapper(cells.GRUCell(2), attn_length=3),
            tf.contrib.rnn.GridLSTMCell(
                2, feature_size=3, frequency_skip=1, num_frequency_blocks=[2]
            ),
        )
    ]


@fact
def zero_state_shapes(tf):
    cells = tf.nn.rnn_cell
    stack = cells.MultiRNNCell([cells.GRUCell(2), cells.LSTMCell(3, num_proj=1)])
    return [x.shape.as_list() for x in tf.nest.flatten(stack.zero_state(4, tf.float32))]


@fact
def state_tuple(tf):
    state = tf.nn.rnn_cell.LSTMStateTuple(tf.zeros([1]), tf.zeros([1]))
    other = tf.nn.rnn_cell.LSTMStateTuple(c=1, h=2)
    return [state.dtype.name, list(state._fields), other == (1, 2), isinstance(other, tuple)]


@fact
def error_state_tuple_dtypes(tf):
    return str(tf.nn.rnn_cell.LSTMStateTuple(tf.zeros([1]), tf.zeros([1], tf.int32)).dtype)


@fact
def error_dynamic_needs_dtype(tf):
    return tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(2), p.inputs(tf))


@fact
def error_static_needs_dtype(tf):
    return tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(2), p.steps(tf))


@fact
def error_static_no_inputs(tf):
    return tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(2), [], dtype=tf.float32)


@fact
def error_static_inputs_not_list(tf):
    return tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(2), p.inputs(tf), dtype=tf.float32)


@fact
def error_not_a_cell(tf):
    return tf.nn.dynamic_rnn("cell", p.inputs(tf), dtype=tf.float32)


@fact
def error_bidirectional_not_a_cell(tf):
    return tf.nn.bidirectional_dynamic_rnn(
        tf.nn.rnn_cell.GRUCell(2), 3, p.inputs(tf), dtype=tf.float32
    )


@fact
def error_rank_of_lengths(tf):
    return tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.GRUCell(2), p.inputs(tf), sequence_length=[[1]], dtype=tf.float32
    )


@fact
def error_no_cells(tf):
    return tf.nn.rnn_cell.MultiRNNCell([])


@fact
def error_stack_of_tuples(tf):
    cells = [tf.nn.rnn_cell.BasicLSTMCell(2), tf.nn.rnn_cell.GRUCell(2)]
    return tf.nn.rnn_cell.MultiRNNCell(cells, state_is_tuple=False)


@fact
def error_integer_inputs(tf):
    return tf.nn.rnn_cell.GRUCell(2)(tf.zeros([3, 2], tf.int32), tf.zeros([3, 2], tf.int32))


@fact
def error_integer_dtype(tf):
    return tf.nn.rnn_cell.GRUCell(2, dtype=tf.int32)


@fact
def error_unknown_depth(tf):
    return tf.nn.rnn_cell.BasicLSTMCell(2).build(tf.TensorShape([3, None]))


@fact
def error_no_batch_size(tf):
    return tf.nn.rnn_cell.GRUCell(2).get_initial_state()


@fact
def error_batch_size_contradicts(tf):
    return tf.nn.rnn_cell.GRUCell(2).get_initial_state(tf.zeros([2, 3]), batch_size=4)


@fact
def error_keep_prob(tf):
    return tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(2), state_keep_prob=2.0)


@fact
def error_variational_dtype(tf):
    return tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(2), variational_recurrent=True)


@fact
def error_variational_input_size(tf):
    return tf.nn.rnn_cell.DropoutWrapper(
        tf.nn.rnn_cell.GRUCell(2), 0.5, variational_recurrent=True, dtype=tf.float32
    )


@fact
def error_abstract_cell(tf):
    return tf.nn.rnn_cell.RNNCell().state_size


@fact
def error_state_names(tf):
    return tf.nn.static_state_saving_rnn(tf.nn.rnn_cell.LSTMCell(2), p.steps(tf), None, "state")


@fact
def error_input_rank(tf):
    return tf.nn.rnn_cell.GRUCell(2)(tf.zeros([3, 2, 2]), tf.zeros([3, 2]))


@fact
def error_two_cells_of_one_name(tf):
    for _ in range(2):
        cell = tf.nn.rnn_cell.GRUCell(2, name="same")
        cell(tf.zeros([3, 2]), tf.zeros([3, 2]))


@fact
def error_second_rnn_without_reuse(tf):
    for _ in range(2):
        _run(tf, tf.nn.rnn_cell.LSTMCell(2))


@fact
def error_reuse_of_nothing(tf):
    return _run(tf, tf.nn.rnn_cell.GRUCell(2, reuse=True)).name


@fact
def error_shards(tf):
    return _run(tf, tf.contrib.rnn.CoupledInputForgetGateLSTMCell(2, num_unit_shards=9)).name


@fact
def error_intersection(tf):
    return _run(tf, tf.contrib.rnn.IntersectionRNNCell(2)).name


@fact
def error_attention_length(tf):
    return tf.contrib.rnn.AttentionCellWrapper(tf.nn.rnn_cell.GRUCell(2), 0)


@fact
def error_stacked_lists(tf):
    cells = [tf.nn.rnn_cell.GRUCell(2)]
    return tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        cells, tuple(cells), p.inputs(tf), dtype=tf.float32
    )


@fact
def error_luong_units(tf):
    attention = tf.contrib.seq2seq.LuongAttention(3, tf.zeros([2, 4, 3]))
    try:
        return attention(tf.zeros([2, 5]), None)
    except ValueError as error:
        return str(error)[:40]


@fact
def error_attention_sizes(tf):
    attention = tf.contrib.seq2seq.LuongAttention(3, tf.zeros([2, 4, 3]))
    return tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.GRUCell(2), attention, attention_layer_size=[1, 2]
    )


@fact
def error_training_lengths(tf):
    return tf.contrib.seq2seq.TrainingHelper(tf.zeros([2, 3, 4]), 3)


@fact
def error_start_tokens(tf):
    return tf.contrib.seq2seq.GreedyEmbeddingHelper(tf.zeros([3, 4]), 1, 2)


@fact
def error_loss_rank(tf):
    return tf.contrib.seq2seq.sequence_loss(tf.zeros([2, 3]), tf.zeros([2, 3]), tf.zeros([2, 3]))


@fact
def error_monotonic_mode(tf):
    zeros = tf.zeros([2, 3])
    return tf.contrib.seq2seq.monotonic_attention(zeros, zeros, "soft")
