import numpy as np
import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


class HParams(object):
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)


def default_hparams():
    return HParams(n_vocab=10, n_ctx=8, n_embd=8, n_head=2, n_layer=2)


def shape_list(x):
    """Deal with dynamic shape in tensorflow cleanly."""
    static = x.shape.as_list()
    dynamic = tf.shape(x)
    return [dynamic[i] if s is None else s for i, s in enumerate(static)]


def softmax(x, axis=-1):
    x = x - tf.reduce_max(x, axis=axis, keepdims=True)
    ex = tf.exp(x)
    return ex / tf.reduce_sum(ex, axis=axis, keepdims=True)


def gelu(x):
    return 0.5 * x * (1 + tf.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * tf.pow(x, 3))))


def norm(x, scope, *, axis=-1, epsilon=1e-5):
    """Zero mean, unit variance, then a diagonal affine transform."""
    with compat_scope.variable_scope(scope):
        n_state = tf.compat.dimension_value(x.shape[-1])
        g = compat_scope.get_variable('g', [n_state], initializer=tf.compat.v1.constant_initializer(1))
        b = compat_scope.get_variable('b', [n_state], initializer=tf.compat.v1.constant_initializer(0))
        u = tf.reduce_mean(x, axis=axis, keepdims=True)
        s = tf.reduce_mean(tf.square(x - u), axis=axis, keepdims=True)
        x = (x - u) * tf.math.rsqrt(s + epsilon)
        return x * g + b


def projection(x, scope, nf, *, w_init_stdev=0.02):
    with compat_scope.variable_scope(scope):
        *start, nx = shape_list(x)
        w = compat_scope.get_variable('w', [1, nx, nf], initializer=tf.compat.v1.random_normal_initializer(stddev=w_init_stdev))
        b = compat_scope.get_variable('b', [nf], initializer=tf.compat.v1.constant_initializer(0))
        return tf.reshape(tf.matmul(tf.reshape(x, [-1, nx]), tf.reshape(w, [-1, nf])) + b, start + [nf])


def attention(x, scope, n_state, *, past, hparams):
    assert x.shape.ndims == 3  # Should be [batch, sequence, features]
    if past is not None:
        assert past.shape.ndims == 5

    def to_heads(t):
        *start, m = shape_list(t)
        return tf.transpose(tf.reshape(t, start + [hparams.n_head, m // hparams.n_head]), [0, 2, 1, 3])

    def from_heads(t):
        t = tf.transpose(t, [0, 2, 1, 3])
        *start, a, b = shape_list(t)
        return tf.reshape(t, start + [a * b])

    with compat_scope.variable_scope(scope):
        c = projection(x, 'c_attn', n_state * 3)
        q, k, v = map(to_heads, tf.split(c, 3, axis=2))
        present = tf.stack([k, v], axis=1)
        if past is not None:
            pk, pv = tf.unstack(past, axis=1)
            k = tf.concat([pk, k], axis=-2)
            v = tf.concat([pv, v], axis=-2)
        w = tf.matmul(q, k, transpose_b=True)
        w = w * tf.math.rsqrt(tf.cast(tf.compat.dimension_value(v.shape[-1]), w.dtype))
        _, _, nd, ns = shape_list(w)
        i = tf.range(nd)[:, None]
        m = i >= tf.range(ns) - ns + nd
        b = tf.reshape(tf.cast(m, w.dtype), [1, 1, nd, ns])
        w = w * b - tf.cast(1e10, w.dtype) * (1 - b)
        a = from_heads(tf.matmul(softmax(w), v))
        return projection(a, 'c_proj', n_state), present


def block(x, scope, *, past, hparams):
    with compat_scope.variable_scope(scope):
        nx = tf.compat.dimension_value(x.shape[-1])
        a, present = attention(norm(x, 'ln_1'), 'attn', nx, past=past, hparams=hparams)
        x = x + a
        with compat_scope.variable_scope('mlp'):
            h = gelu(projection(norm(x, 'ln_2'), 'c_fc', nx * 4))
            x = x + projection(h, 'c_proj', nx)
        return x, present


def past_shape(*, hparams, batch_size=None, sequence=None):
    return [batch_size, hparams.n_layer, 2, hparams.n_head, sequence, hparams.n_embd // hparams.n_head]


def positions_for(tokens, past_length):
    nsteps = tf.shape(tokens)[1]
    return tf.tile(tf.expand_dims(past_length + tf.range(nsteps), 0), [tf.shape(tokens)[0], 1])


def model(hparams, X, past=None, scope='model', reuse=False):
    with compat_scope.variable_scope(scope, reuse=reuse):
        results = {}
        batch, sequence = shape_list(X)

        wpe = compat_scope.get_variable('wpe', [hparams.n_ctx, hparams.n_embd],
                              initializer=tf.compat.v1.random_normal_initializer(stddev=0.01))
        wte = compat_scope.get_variable('wte', [hparams.n_vocab, hparams.n_embd],
                              initializer=tf.compat.v1.random_normal_initializer(stddev=0.02))
        past_length = 0 if past is None else tf.shape(past)[-2]
        h = tf.gather(wte, X) + tf.gather(wpe, positions_for(X, past_length))

        presents = []
        pasts = tf.unstack(past, axis=1) if past is not None else [None] * hparams.n_layer
        assert len(pasts) == hparams.n_layer
        for layer, past in enumerate(pasts):
            h, present = block(h, 'h%d' % layer, past=past, hparams=hparams)
            presents.append(present)
        results['present'] = tf.stack(presents, axis=1)
        h = norm(h, 'ln_f')

        # The output projection is the embedding, transposed.
        h_flat = tf.reshape(h, [batch * sequence, hparams.n_embd])
        logits = tf.matmul(h_flat, wte, transpose_b=True)
        results['logits'] = tf.reshape(logits, [batch, sequence, hparams.n_vocab])
        return results


def build():
    tokens = tf.compat.v1.placeholder(tf.int32, [1, None], name='tokens')
    return model(default_hparams(), tokens)
