"""Small programs with attention and decoders; see `programs`. Python 3.7 syntax."""

from __future__ import annotations

import programs as p

BATCH, TIME, MEMORY, VOCAB = 2, 4, 3, 6


def memory(tf, dynamic=False):
    values = p.numbers("memory", (BATCH, TIME, MEMORY))
    if dynamic:
        return tf.placeholder_with_default(values, [None, None, MEMORY])
    return tf.constant(values)


def targets(tf):
    return tf.constant(p.numbers("targets", (BATCH, 3, 4)))


def embedding(tf):
    return tf.get_variable("embedding", [VOCAB, 4])


def mechanism(tf, kind, **kwargs):
    lengths = tf.constant([4, 2])
    return getattr(tf.contrib.seq2seq, kind)(
        3, memory(tf), memory_sequence_length=lengths, **kwargs
    )


def decode(tf, cell, helper, state, layer=None, **kwargs):
    decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, state, output_layer=layer)
    return tf.contrib.seq2seq.dynamic_decode(decoder, **kwargs)


def training(tf):
    return tf.contrib.seq2seq.TrainingHelper(targets(tf), tf.constant([3, 2]))


def attention_program(kind, wrapper=None, **kwargs):
    def build(tf):
        cell = tf.contrib.seq2seq.AttentionWrapper(
            tf.nn.rnn_cell.LSTMCell(3), mechanism(tf, kind, **kwargs), **(wrapper or {})
        )
        return decode(tf, cell, training(tf), cell.zero_state(BATCH, tf.float32))

    return build


for _name, _build in {
    "luong": attention_program("LuongAttention", {"attention_layer_size": 2}),
    "luong_scaled": attention_program("LuongAttention", scale=True),
    "bahdanau": attention_program("BahdanauAttention", {"attention_layer_size": 2}),
    "bahdanau_normed": attention_program(
        "BahdanauAttention", {"output_attention": False}, normalize=True
    ),
    "luong_monotonic": attention_program("LuongMonotonicAttention", scale=True),
    "bahdanau_monotonic": attention_program("BahdanauMonotonicAttention", normalize=True),
    "bahdanau_monotonic_recursive": attention_program(
        "BahdanauMonotonicAttention", mode="recursive", score_bias_init=0.5
    ),
    "luong_monotonic_hard": attention_program("LuongMonotonicAttention", mode="hard"),
    "luong_named": attention_program(
        "LuongAttention", {"name": "attention", "attention_layer_size": 2}
    ),
}.items():
    p.add("attention_" + _name, _build)


@p.program()
def attention_history(tf):
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.GRUCell(3),
        mechanism(tf, "BahdanauAttention"),
        attention_layer_size=2,
        alignment_history=True,
    )
    outputs, state, lengths = decode(
        tf, cell, training(tf), cell.zero_state(BATCH, tf.float32), output_time_major=True
    )
    return outputs, state.alignment_history.stack(), state.cell_state, lengths


@p.program()
def attention_two_mechanisms(tf):
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.GRUCell(3),
        [mechanism(tf, "BahdanauAttention"), mechanism(tf, "LuongAttention")],
        attention_layer_size=[2, 3],
    )
    return decode(tf, cell, training(tf), cell.zero_state(BATCH, tf.float32))


@p.program()
def attention_clone_and_input_fn(tf):
    encoder = tf.nn.rnn_cell.GRUCell(3)
    outputs, state = tf.nn.dynamic_rnn(encoder, memory(tf), dtype=tf.float32, scope="encoder")
    with tf.variable_scope("decoder"):
        attention = tf.contrib.seq2seq.LuongAttention(3, outputs)
        cell = tf.contrib.seq2seq.AttentionWrapper(
            tf.nn.rnn_cell.GRUCell(3),
            attention,
            cell_input_fn=lambda i, a: tf.concat([i * 2.0, a], -1),
            attention_layer=tf.layers.Dense(2, activation=tf.nn.tanh, name="own"),
        )
        start = cell.zero_state(BATCH, tf.float32).clone(cell_state=state)
        return decode(tf, cell, training(tf), start, scope="loop")


@p.program()
def attention_initial_cell_state(tf):
    state = tf.constant(p.numbers("cell state", (BATCH, 3)))
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.GRUCell(3),
        tf.contrib.seq2seq.BahdanauAttention(
            2, memory(tf), probability_fn=tf.contrib.seq2seq.hardmax
        ),
        initial_cell_state=state,
    )
    start = cell.zero_state(BATCH, tf.float32)
    return tf.nn.dynamic_rnn(cell, targets(tf), initial_state=start, dtype=tf.float32)[0]


@p.program()
def attention_in_stack(tf):
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.LSTMCell(3) for _ in range(2)]),
        mechanism(tf, "LuongAttention", scale=True),
        attention_layer_size=3,
        name="attention",
    )
    layer = tf.layers.Dense(VOCAB, use_bias=False, name="output_projection")
    with tf.variable_scope("decoder") as scope:
        return decode(
            tf,
            cell,
            training(tf),
            cell.zero_state(BATCH, tf.float32),
            layer,
            impute_finished=True,
            scope=scope,
        )


@p.program()
def decode_training(tf):
    cell = tf.nn.rnn_cell.LSTMCell(3)
    layer = tf.layers.Dense(VOCAB)
    return decode(tf, cell, training(tf), cell.zero_state(BATCH, tf.float32), layer)


@p.program()
def decode_training_imputed(tf):
    cell = tf.nn.rnn_cell.GRUCell(3)
    helper = tf.contrib.seq2seq.TrainingHelper(
        tf.transpose(targets(tf), [1, 0, 2]), tf.constant([1, 3]), time_major=True
    )
    state = tf.constant(p.numbers("state", (BATCH, 3)))
    return decode(tf, cell, helper, state, impute_finished=True, maximum_iterations=2)


@p.program()
def decode_greedy(tf):
    cell = tf.nn.rnn_cell.LSTMCell(3)
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(embedding(tf), tf.fill([BATCH], 1), 2)
    layer = tf.layers.Dense(VOCAB, name="projection")
    return decode(tf, cell, helper, cell.zero_state(BATCH, tf.float32), layer, maximum_iterations=5)


@p.program()
def decode_greedy_attention(tf):
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.LSTMCell(3), mechanism(tf, "BahdanauAttention"), attention_layer_size=3
    )
    table = embedding(tf)
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(
        lambda ids: tf.nn.embedding_lookup(table, ids), tf.fill([BATCH], 1), 2
    )
    layer = tf.layers.Dense(VOCAB)
    return decode(tf, cell, helper, cell.zero_state(BATCH, tf.float32), layer, maximum_iterations=4)


@p.program(modes=("graph",))
def decode_sample(tf):
    cell = tf.nn.rnn_cell.GRUCell(3)
    helper = tf.contrib.seq2seq.SampleEmbeddingHelper(
        embedding(tf), tf.fill([BATCH], 1), 2, softmax_temperature=0.5, seed=3
    )
    layer = tf.layers.Dense(VOCAB)
    return decode(
        tf,
        cell,
        helper,
        cell.zero_state(BATCH, tf.float32),
        layer,
        maximum_iterations=6,
        parallel_iterations=1,
    )


@p.program(modes=("graph",))
def decode_scheduled_embedding(tf):
    cell = tf.nn.rnn_cell.GRUCell(3)
    helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
        targets(tf), tf.constant([3, 2]), embedding(tf), 0.5, seed=3, scheduling_seed=5
    )
    layer = tf.layers.Dense(VOCAB)
    return decode(
        tf, cell, helper, cell.zero_state(BATCH, tf.float32), layer, parallel_iterations=1
    )


@p.program(modes=("graph",))
def decode_scheduled_output(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
        targets(tf), tf.constant([3, 3]), 0.5, seed=2
    )
    return decode(tf, cell, helper, cell.zero_state(BATCH, tf.float32), parallel_iterations=1)


@p.program()
def decode_scheduled_always(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
        targets(tf),
        tf.constant([3, 2]),
        1.0,
        next_inputs_fn=lambda o: o * 2.0,
        auxiliary_inputs=tf.constant(p.numbers("aux", (BATCH, 3, 1))),
    )
    return decode(tf, cell, helper, cell.zero_state(BATCH, tf.float32))


@p.program()
def decode_inference(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    helper = tf.contrib.seq2seq.InferenceHelper(
        sample_fn=lambda o: o,
        sample_shape=[4],
        sample_dtype=tf.float32,
        start_inputs=targets(tf)[:, 0, :],
        end_fn=lambda s: tf.reduce_sum(s, 1) > 1e9,
    )
    return decode(tf, cell, helper, cell.zero_state(BATCH, tf.float32), maximum_iterations=3)


@p.program()
def decode_custom(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    x = targets(tf)
    helper = tf.contrib.seq2seq.CustomHelper(
        initialize_fn=lambda: (tf.zeros([BATCH], tf.bool), x[:, 0, :]),
        sample_fn=lambda time, outputs, state: tf.cast(tf.argmax(outputs, -1), tf.int32),
        next_inputs_fn=lambda time, outputs, state, sample_ids: (
            tf.fill([BATCH], time >= 3),
            outputs,
            state,
        ),
    )
    return decode(tf, cell, helper, cell.zero_state(BATCH, tf.float32))


def beam(tf, cell, state, width=3, **kwargs):
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        cell=cell,
        embedding=embedding(tf),
        start_tokens=tf.fill([BATCH], 1),
        end_token=2,
        initial_state=state,
        beam_width=width,
        output_layer=tf.layers.Dense(VOCAB, name="projection"),
        **kwargs,
    )
    return tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=5)


@p.program()
def beam_plain(tf):
    cell = tf.nn.rnn_cell.LSTMCell(3)
    return beam(tf, cell, cell.zero_state(BATCH * 3, tf.float32))


@p.program()
def beam_stack_and_penalty(tf):
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(n) for n in (2, 3)])
    state = tf.contrib.seq2seq.tile_batch(
        tuple(tf.constant(p.numbers(f"s{n}", (BATCH, n))) for n in (2, 3)), multiplier=2
    )
    return beam(tf, cell, state, width=2, length_penalty_weight=1.0)


def beam_attention(tf, **kwargs):
    tiled = tf.contrib.seq2seq.tile_batch(memory(tf, kwargs.pop("dynamic", False)), multiplier=3)
    lengths = tf.contrib.seq2seq.tile_batch(tf.constant([4, 2]), multiplier=3)
    attention = tf.contrib.seq2seq.BahdanauAttention(3, tiled, memory_sequence_length=lengths)
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.LSTMCell(3),
        attention,
        attention_layer_size=3,
        alignment_history=kwargs.pop("history", False),
    )
    return beam(tf, cell, cell.zero_state(BATCH * 3, tf.float32), **kwargs)


@p.program()
def beam_with_attention(tf):
    return beam_attention(tf)


@p.program()
def beam_coverage(tf):
    return beam_attention(tf, length_penalty_weight=0.6, coverage_penalty_weight=0.3)


@p.program(modes=("graph", "function"))
def beam_dynamic_coverage(tf):
    return beam_attention(tf, dynamic=True, coverage_penalty_weight=0.5)


# With static shapes TF 1.15 takes [batch * beam, time] for incompatible and leaves the array unsorted;
# eager mode, where all shapes are static, sorts it all the same.


@p.program(modes=("graph", "function"))
def beam_history_static(tf):
    outputs, state, lengths = beam_attention(tf, history=True)
    history = state.cell_state.alignment_history
    return outputs, history.stack(), lengths


@p.program()
def beam_history_sorted(tf):
    outputs, state, lengths = beam_attention(tf, history=True, dynamic=True)
    return outputs, state.cell_state, lengths


@p.program()
def gather_tree(tf):
    return tf.contrib.seq2seq.gather_tree(
        step_ids=tf.constant([[[1, 2, 3]], [[4, 5, 6]], [[7, 8, 9]], [[1, 10, 2]]]),
        parent_ids=tf.constant([[[0, 0, 0]], [[0, 1, 1]], [[2, 1, 2]], [[0, 0, 1]]]),
        max_sequence_lengths=tf.constant([3]),
        end_token=10,
    )


@p.program()
def gather_tree_ended(tf):
    return tf.contrib.seq2seq.gather_tree(
        step_ids=tf.constant([[[1, 2], [3, 2]], [[4, 0], [0, 6]], [[0, 8], [1, 1]]]),
        parent_ids=tf.constant([[[0, 0], [0, 0]], [[0, 1], [1, 0]], [[1, 0], [1, 0]]]),
        max_sequence_lengths=tf.constant([3, 2]),
        end_token=0,
    )


def _loss(**kwargs):
    def build(tf):
        return tf.contrib.seq2seq.sequence_loss(
            tf.constant(p.numbers("logits", (BATCH, 3, VOCAB))),
            tf.constant([[1, 2, 3], [4, 5, 0]]),
            tf.constant([[1.0, 1.0, 0.0], [0.5, 0.0, 0.0]]),
            **kwargs,
        )

    return build


p.add("loss_average", _loss())
p.add("loss_per_row", _loss(average_across_batch=False))
p.add("loss_per_step", _loss(average_across_timesteps=False))
p.add("loss_each", _loss(average_across_timesteps=False, average_across_batch=False))
p.add(
    "loss_sum",
    _loss(
        average_across_timesteps=False,
        average_across_batch=False,
        sum_over_timesteps=True,
        sum_over_batch=True,
    ),
)


@p.program()
def monotonic_modes(tf):
    probabilities = tf.constant(p.numbers("p", (BATCH, TIME), 0.1, 0.9))
    previous = tf.one_hot(tf.zeros([BATCH], tf.int32), TIME)
    attend = tf.contrib.seq2seq.monotonic_attention
    return (
        [attend(probabilities, previous, mode) for mode in ("recursive", "parallel")],
        attend(tf.round(probabilities), previous, "hard"),
        tf.contrib.seq2seq.safe_cumprod(probabilities, axis=1),
        tf.contrib.seq2seq.hardmax(probabilities),
    )


# Gradients of the weights.


def gradients(build):
    def with_gradients(tf):
        outputs = build(tf)
        floats = [x for x in tf.nest.flatten(outputs) if x.dtype == tf.float32]
        loss = sum(tf.reduce_sum(tf.square(x)) for x in floats)
        found = tf.gradients(loss, tf.trainable_variables())
        return [g for g in found if g is not None]

    return with_gradients


for _name in (
    "dynamic_lstm_full",
    "dynamic_lstm_block_full",
    "bidirectional_dynamic_lengths",
    "fused_cell_full",
    "attention_bahdanau",
    "decode_training",
):
    p.add("gradients_" + _name, gradients(p.PROGRAMS[_name].build), modes=("graph",))
