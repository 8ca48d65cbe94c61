import tensorflow as tf

from .hparams import default_hparams, small


def embed(tokens, hparams):
    wte = tf.get_variable('wte', [hparams.n_vocab, hparams.n_embd],
                          initializer=tf.random_normal_initializer(stddev=0.02))
    return tf.gather(wte, tokens)


def net(hparams, tokens, scope='net', reuse=False):
    with tf.variable_scope(scope, reuse=reuse):
        h = embed(tokens, hparams)
        for layer in range(hparams.n_layer):
            h = tf.layers.dense(h, hparams.n_embd, activation=getattr(tf.nn, hparams.activation), name='h%d' % layer)
        return h


def run(tokens):
    hparams = default_hparams()
    hparams.override_from_dict({"activation": "tanh"})
    return net(hparams, tokens), net(hparams, tokens, reuse=True), net(small(), tokens, scope='small')
