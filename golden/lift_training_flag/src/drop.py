import tensorflow as tf


def hidden(x, units, keep_prob=1.0, scope='hidden'):
  with tf.variable_scope(scope):
    h = tf.layers.dense(x, units, activation=tf.nn.relu, name='fc')
    return tf.nn.dropout(h, keep_prob)


def classifier(x, is_training, rate=0.5):
  with tf.variable_scope('classifier'):
    h = hidden(x, 6, keep_prob=0.5 if is_training else 1.0)
    h = tf.layers.dropout(h, rate, training=is_training)
    return tf.layers.dense(h, 3, name='logits')


def noisy(x):
  """Always in training: about half of the units survive."""
  with tf.variable_scope('noisy'):
    gain = tf.get_variable('gain', [x.shape[-1].value])
    ones = tf.ones_like(x) + 0.0 * gain
    dropped = tf.layers.dropout(ones, rate=0.5, training=True)
    kept = tf.reduce_mean(tf.cast(tf.greater(dropped, 0.0), tf.float32))
    return tf.less(tf.abs(kept - 0.5), 0.1), tf.less(tf.abs(tf.reduce_mean(dropped) - 1.0), 0.2)


def switch(x, phase):
  with tf.variable_scope('switch'):
    h = tf.layers.dense(x, 4, name='fc')
    return tf.layers.dropout(h, 0.3, training=phase)


def forward(x, phase, is_training):
  return classifier(x, is_training), noisy(x), switch(x, phase)
