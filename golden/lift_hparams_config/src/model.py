import tensorflow as tf

import config


def embed(tokens, hparams):
  with tf.variable_scope("embed"):
    table = tf.get_variable("table", [hparams.n_vocab, hparams.n_embd],
                            initializer=tf.truncated_normal_initializer(stddev=hparams.options["stddev"]))
    position = tf.get_variable("position", [hparams.n_ctx, hparams.n_embd])
    return tf.nn.embedding_lookup(table, tokens) + position


def mixer(x, hparams, scope):
  assert hparams.n_embd % 2 == 0
  with tf.variable_scope(scope):
    w = tf.get_variable("w", [hparams.n_ctx, hparams.n_ctx])
    return tf.einsum("btd,ts->bsd", x, w)


def mlp(x, scope, hparams):
  size = hparams.n_embd
  with tf.variable_scope(scope):
    hidden = size * hparams.expansion
    w0 = tf.get_variable("w0", [size, hidden])
    w1 = tf.get_variable("w1", [hidden, size])
    h = tf.nn.relu(tf.tensordot(x, w0, axes=1))
    h = tf.tensordot(h, w1, axes=1)
    if hparams.options["bias"]:
      h += tf.get_variable("b", [size], initializer=tf.zeros_initializer())
    return h


def model(hparams, tokens, scope="model"):
  with tf.variable_scope(scope):
    x = embed(tokens, hparams)
    for i in range(hparams.n_layer):
      x = x + mixer(x, hparams, "mixer_%d" % i)
      x = x + mlp(x, "mlp_%d" % i, hparams=hparams)
    return tf.reduce_mean(x, axis=1)


def predict(tokens):
  hparams = config.tiny()
  return tf.nn.softmax(model(hparams, tokens))
