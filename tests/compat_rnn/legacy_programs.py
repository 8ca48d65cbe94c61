"""Small programs with contrib.legacy_seq2seq; see `programs`. Python 3.7 syntax."""

from __future__ import annotations

import programs as p

BATCH, UNITS, SOURCE, TARGET = 2, 3, 5, 6


def xs(tf, count=3):
    return [tf.constant(p.numbers(f"x{i}", (BATCH, 4))) for i in range(count)]


def source(tf):
    return [tf.constant(ids) for ids in ([1, 2], [4, 0], [3, 3])]


def target(tf):
    return [tf.constant(ids) for ids in ([0, 5], [2, 1])]


def lib(tf):
    return tf.contrib.legacy_seq2seq


def cell(tf):
    return tf.nn.rnn_cell.BasicLSTMCell(UNITS)


@p.program()
def legacy_basic(tf):
    return lib(tf).basic_rnn_seq2seq(xs(tf), xs(tf, 2), cell(tf))


@p.program()
def legacy_tied(tf):
    return lib(tf).tied_rnn_seq2seq(xs(tf), xs(tf, 2), tf.nn.rnn_cell.GRUCell(UNITS))


@p.program()
def legacy_decoder_with_loop(tf):
    """The char-rnn idiom: a decoder fed through a softmax and an embedding of the caller."""
    stack = tf.contrib.rnn.MultiRNNCell([cell(tf) for _ in range(2)])
    with tf.variable_scope("rnnlm"):
        softmax_w = tf.get_variable("softmax_w", [UNITS, TARGET])
        embedding = tf.get_variable("embedding", [TARGET, UNITS])

    def loop(prev, _):
        symbol = tf.stop_gradient(tf.argmax(tf.matmul(prev, softmax_w), 1))
        return tf.nn.embedding_lookup(embedding, symbol)

    state = stack.zero_state(BATCH, tf.float32)
    inputs = [tf.nn.embedding_lookup(embedding, ids) for ids in target(tf)]
    return lib(tf).rnn_decoder(inputs, state, stack, loop_function=loop, scope="rnnlm")


@p.program()
def legacy_embedding(tf):
    return lib(tf).embedding_rnn_seq2seq(source(tf), target(tf), cell(tf), SOURCE, TARGET, 4)


@p.program()
def legacy_embedding_feed_tensor(tf):
    feed = tf.constant(True)
    return lib(tf).embedding_rnn_seq2seq(
        source(tf), target(tf), cell(tf), SOURCE, TARGET, 4, feed_previous=feed
    )


@p.program()
def legacy_embedding_tied(tf):
    return lib(tf).embedding_tied_rnn_seq2seq(
        source(tf), target(tf), cell(tf), TARGET, 4, feed_previous=True
    )


@p.program()
def legacy_attention(tf):
    return lib(tf).embedding_attention_seq2seq(
        source(tf), target(tf), cell(tf), SOURCE, TARGET, 4, num_heads=2
    )


@p.program()
def legacy_attention_fed(tf):
    w = tf.get_variable("proj_w", [UNITS, TARGET])
    b = tf.get_variable("proj_b", [TARGET])
    return lib(tf).embedding_attention_seq2seq(
        source(tf),
        target(tf),
        tf.nn.rnn_cell.GRUCell(UNITS),
        SOURCE,
        TARGET,
        4,
        output_projection=(w, b),
        feed_previous=True,
        initial_state_attention=True,
    )


@p.program()
def legacy_one_to_many(tf):
    return lib(tf).one2many_rnn_seq2seq(
        source(tf),
        {"a": target(tf), "b": target(tf)[:1]},
        cell(tf),
        {"a": cell(tf), "b": cell(tf)},
        SOURCE,
        {"a": TARGET, "b": TARGET},
        4,
    )


@p.program()
def legacy_buckets(tf):
    weights = [tf.constant([1.0, 1.0]), tf.constant([1.0, 0.0])]
    return lib(tf).model_with_buckets(
        source(tf),
        target(tf),
        target(tf),
        weights,
        [(2, 1), (3, 2)],
        lambda x, y: lib(tf).embedding_rnn_seq2seq(x, y, cell(tf), SOURCE, TARGET, 4),
    )


@p.program()
def legacy_losses(tf):
    logits = [tf.constant(p.numbers(f"logits{i}", (BATCH, TARGET))) for i in range(2)]
    weights = [tf.constant([1.0, 0.5]), tf.constant([1.0, 0.0])]
    return (
        lib(tf).sequence_loss_by_example(logits, target(tf), weights),
        lib(tf).sequence_loss(logits, target(tf), weights, average_across_timesteps=False),
    )
