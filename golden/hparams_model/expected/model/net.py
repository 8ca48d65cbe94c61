import tensorflow as tf
from migrate import compat_scope

from .hparams import default_hparams, small


def embed(tokens, hparams):
    wte = compat_scope.get_variable('wte', [hparams.n_vocab, hparams.n_embd],
                          initializer=tf.compat.v1.random_normal_initializer(stddev=0.02))
    return tf.gather(wte, tokens)


def net(hparams, tokens, scope='net', reuse=False):
    with compat_scope.variable_scope(scope, reuse=reuse):
        h = embed(tokens, hparams)
        for layer in range(hparams.n_layer):
            h = compat_scope.layers.dense(h, hparams.n_embd, activation=getattr(tf.nn, hparams.activation), name='h%d' % layer)
        return h


def run(tokens):
    hparams = default_hparams()
    hparams.override_from_dict({"activation": "tanh"})
    return net(hparams, tokens), net(hparams, tokens, reuse=True), net(small(), tokens, scope='small')
