"""Programs on ``tf.contrib.crf``; Python 3.7 syntax."""

from __future__ import annotations

from programs import add, numbers, program

BATCH, TIME, TAGS = 4, 5, 3


def potentials(tf, time=TIME):
    return tf.constant(numbers("potentials", (BATCH, time, TAGS), -2, 2))


def tags(tf, time=TIME, dtype="int32"):
    found = numbers("tags", (BATCH, time), 0, TAGS).astype(dtype)
    return tf.constant(found)


def lengths(tf, time=TIME):
    return tf.constant([time, 2, 0, 1])


def transitions(tf):
    return tf.constant(numbers("transitions", (TAGS, TAGS)))


def tagger(tf, time, dtype="int32"):
    crf = tf.contrib.crf
    x, y, n = potentials(tf, time), tags(tf, time, dtype), lengths(tf, time)
    with tf.variable_scope("crf"):
        likelihood, params = crf.crf_log_likelihood(x, y, n)
    best, score = crf.crf_decode(x, params, n)
    return [likelihood, params, best, score, tf.reduce_mean(-likelihood)]


def unknown_time(tf, time):
    """As a placeholder leaves it: the number of steps is decided when the graph runs."""
    x = tf.placeholder_with_default(potentials(tf, time), [None, None, TAGS])
    y = tf.placeholder_with_default(tags(tf, time), [None, None])
    n = tf.placeholder_with_default(lengths(tf, time), [None])
    likelihood, params = tf.contrib.crf.crf_log_likelihood(x, y, n)
    best, score = tf.contrib.crf.crf_decode(x, params, n)
    return [likelihood, best, score]


for count in (1, 2, TIME):
    add(f"crf_tagger_{count}", lambda tf, count=count: tagger(tf, count))
    add(f"crf_unknown_{count}", lambda tf, count=count: unknown_time(tf, count), ("graph",))


@program()
def crf_int64_tags(tf):
    return tagger(tf, TIME, "int64")


@program()
def crf_parts(tf):
    crf, x, y, n, t = tf.contrib.crf, potentials(tf), tags(tf), lengths(tf), transitions(tf)
    return [
        crf.crf_sequence_score(x, y, n, t),
        crf.crf_unary_score(y, n, x),
        crf.crf_binary_score(y, n, t),
        crf.crf_log_norm(x, n, t),
        crf.crf_log_likelihood(x, y, n, t)[0],
    ]


@program()
def crf_several_tags(tf):
    found = []
    for time in (1, TIME):
        allowed = tf.constant(numbers("allowed", (BATCH, time, TAGS)) > -0.4)
        n = tf.constant([time, 1, time, 1])
        score = tf.contrib.crf.crf_multitag_sequence_score(
            potentials(tf, time), allowed, n, transitions(tf)
        )
        found.append(tf.where(tf.is_finite(score), score, tf.zeros_like(score) - 99.0))
    return found


@program()
def crf_cells(tf):
    crf, x, t = tf.contrib.crf, potentials(tf)[:, 0], transitions(tf)
    forward, decode = crf.CrfForwardRnnCell(t), crf.CrfDecodeForwardRnnCell(t)
    origins, best = decode(x, x * 0.5)
    back = crf.CrfDecodeBackwardRnnCell(TAGS)
    sizes = [c.state_size for c in (forward, decode, back)]
    sizes += [c.output_size for c in (forward, decode, back)]
    return [forward(x, x * 0.5), origins, best, back(origins, origins[:, :1]), tf.constant(sizes)]


@program()
def crf_padding_out_of_range(tf):
    x, n, t = potentials(tf), lengths(tf), transitions(tf)
    y = tf.where(tf.sequence_mask(n, TIME), tags(tf), tf.zeros([BATCH, TIME], tf.int32) + TAGS - 1)
    return tf.contrib.crf.crf_log_likelihood(x, y, n, t)[0]


@program()
def crf_viterbi(tf):
    found = []
    for time in (1, TIME):
        score = numbers("score", (time, TAGS), -2, 2)
        best, value = tf.contrib.crf.viterbi_decode(score, numbers("transitions", (TAGS, TAGS)))
        found += [tf.constant([int(tag) for tag in best]), tf.constant(float(value))]
    return found


@program(("graph",))
def crf_gradients(tf):
    x = potentials(tf)
    likelihood, params = tf.contrib.crf.crf_log_likelihood(x, tags(tf), lengths(tf))
    return tf.gradients(-tf.reduce_mean(likelihood), [x, params])
