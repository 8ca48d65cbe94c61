"""A decoder of event sequences: each event sees those before it, and what a memory holds."""
import numpy as np
import tensorflow as tf


class Settings:
    def __init__(self, vocabulary=12, context=8, width=6, heads=3, layers=2):
        self.vocabulary = vocabulary
        self.context = context
        self.width = width
        self.heads = heads
        self.layers = layers


def dims(t):
    """Numbers where they are known before the run, scalars of tf.shape elsewhere."""
    known, at_run = t.shape.as_list(), tf.shape(t)
    return [at_run[axis] if size is None else size for axis, size in enumerate(known)]


def smooth_relu(t):
    return t * tf.sigmoid(1.702 * t)


def standardize(t, scope, *, epsilon=1e-5):
    with tf.variable_scope(scope):
        width = t.shape[-1].value
        gain = tf.get_variable('gain', [width], initializer=tf.constant_initializer(1))
        shift = tf.get_variable('shift', [width], initializer=tf.constant_initializer(0))
        centered = t - tf.reduce_mean(t, axis=-1, keepdims=True)
        power = tf.reduce_mean(tf.square(centered), axis=-1, keepdims=True)
        return centered * tf.rsqrt(power + epsilon) * gain + shift


def pointwise(t, scope, units, *, stddev=0.02):
    """One matrix for all places of the sequence."""
    with tf.variable_scope(scope):
        *lead, width = dims(t)
        kernel = tf.get_variable('kernel', [width, units], initializer=tf.random_normal_initializer(stddev=stddev))
        offset = tf.get_variable('offset', [units], initializer=tf.constant_initializer(0))
        rows = tf.matmul(tf.reshape(t, [-1, width]), kernel)
        return tf.reshape(rows + offset, lead + [units])


def self_attention(t, scope, units, *, memory, settings):
    """Returns what was attended to, and keys and values to remember.

    `memory` is None or what an earlier call returned.
    """
    assert t.shape.ndims == 3
    per_head = units // settings.heads

    def to_heads(part):
        *lead, width = dims(part)
        return tf.transpose(tf.reshape(part, lead + [settings.heads, per_head]), [0, 2, 1, 3])

    def hide_future(scores):
        _, _, rows, columns = dims(scores)
        row = tf.range(rows)[:, None] + columns - rows
        visible = tf.cast(row >= tf.range(columns)[None, :], scores.dtype)
        return scores * visible - 1e9 * (1.0 - visible)

    with tf.variable_scope(scope):
        joint = pointwise(t, 'joint', 3 * units)
        query, key, value = map(to_heads, tf.split(joint, 3, axis=2))
        if memory is not None:
            old_key, old_value = tf.unstack(memory, axis=1)
            key = tf.concat([old_key, key], axis=2)
            value = tf.concat([old_value, value], axis=2)
        scores = hide_future(tf.matmul(query, key, transpose_b=True) / np.sqrt(per_head))
        mixed = tf.transpose(tf.matmul(tf.nn.softmax(scores), value), [0, 2, 1, 3])
        batch, length = dims(mixed)[:2]
        mixed = tf.reshape(mixed, [batch, length, units])
        return pointwise(mixed, 'merge', units), tf.stack([key, value], axis=1)


def expand_contract(t, scope, units, *, settings):
    with tf.variable_scope(scope):
        inner = smooth_relu(pointwise(t, 'expand', units))
        # Deeper stacks start smaller.
        return pointwise(inner, 'contract', t.shape[-1].value, stddev=0.02 / np.sqrt(2 * settings.layers))


def layer(t, scope, *, memory, settings):
    with tf.variable_scope(scope):
        width = t.shape[-1].value
        attended, remembered = self_attention(standardize(t, 'norm_1'), 'attention', width, memory=memory,
                                              settings=settings)
        t = t + attended
        t = t + expand_contract(standardize(t, 'norm_2'), 'dense', width * 4, settings=settings)
        return t, remembered


def places(events, first):
    """Where each event stands, [batch, length]."""
    batch, length = tf.shape(events)[0], tf.shape(events)[1]
    return tf.tile(tf.expand_dims(first + tf.range(length), 0), [batch, 1])


def decoder(settings, events, memory=None, scope='decoder', reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        out = {}
        batch, length = dims(events)

        place_table = tf.get_variable('place_table', [settings.context, settings.width],
                                      initializer=tf.random_normal_initializer(stddev=0.01))
        event_table = tf.get_variable('event_table', [settings.vocabulary, settings.width],
                                      initializer=tf.random_normal_initializer(stddev=0.02))
        first = 0 if memory is None else tf.shape(memory)[-2]
        h = tf.gather(event_table, events) + tf.gather(place_table, places(events, first))

        # The stack; each layer has a memory of its own.
        memories = tf.unstack(memory, axis=1) if memory is not None else [None] * settings.layers
        assert len(memories) == settings.layers
        kept = []
        for number, memory in enumerate(memories):
            h, remembered = layer(h, 'l%d' % number, memory=memory, settings=settings)
            kept.append(remembered)
        out['memory'] = tf.stack(kept, axis=1)
        h = standardize(h, 'norm_out')

        # The table of events scores them too.
        flat = tf.reshape(h, [batch * length, settings.width])
        out['scores'] = tf.reshape(tf.matmul(flat, event_table, transpose_b=True),
                                   [batch, length, settings.vocabulary])
        return out
