import tensorflow as tf


def embed(ids, size=3):
  with tf.variable_scope("embedding", reuse=tf.AUTO_REUSE):
    table = tf.get_variable("table", [5, size])
    return tf.gather(table, ids)


def step(h, x, scope="step"):
  """One recurrent step; every call shares the weights."""
  with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
    w = tf.get_variable("w", [h.shape[1].value, h.shape[1].value], initializer=tf.orthogonal_initializer())
    u = tf.get_variable("u", [x.shape[1].value, h.shape[1].value])
    return tf.tanh(tf.matmul(h, w) + tf.matmul(x, u))


def unrolled(ids, units=4):
  with tf.variable_scope("unrolled", reuse=tf.AUTO_REUSE):
    x = embed(ids)
    h = tf.zeros([ids.shape[0].value, units])
    for t in range(ids.shape[1].value):
      h = step(h, x[:, t])
    return h


def forward(ids, more):
  a = unrolled(ids)
  b = unrolled(more)  # longer, same weights
  return tf.reduce_sum(a * b, axis=1), step(a, b, scope="last")
