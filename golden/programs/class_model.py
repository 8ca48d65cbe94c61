import tensorflow as tf
from tensorflow.contrib import rnn

class Config(object):
    hidden, classes, layers = 4, 3, 2

class Model(object):
    def __init__(self, config, is_training=True):
        self.config = config
        self.x = tf.placeholder(tf.int32, [None, None], 'x')
        self.y = tf.placeholder(tf.int32, [None], 'y')
        self.keep = tf.placeholder_with_default(1.0, shape=(), name='keep')
        with tf.variable_scope('embed'), tf.device('/cpu:0'):
            emb = tf.get_variable('table', [10, config.hidden], initializer=tf.random_uniform_initializer(-1, 1))
            inputs = tf.nn.embedding_lookup(emb, self.x)
        cells = [rnn.DropoutWrapper(rnn.BasicLSTMCell(config.hidden), output_keep_prob=self.keep) for _ in range(config.layers)]
        outputs, state = tf.nn.dynamic_rnn(rnn.MultiRNNCell(cells), inputs, dtype=tf.float32)
        self.logits = tf.layers.dense(state[-1].h, config.classes, name='logits')
        self.loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=self.y, logits=self.logits), name='loss')
        if is_training:
            self.step = tf.Variable(0, trainable=False, name='global_step')
            tvars = tf.trainable_variables()
            grads, _ = tf.clip_by_global_norm(tf.gradients(self.loss, tvars), 5.0)
            self.train_op = tf.train.AdamOptimizer(0.01).apply_gradients(zip(grads, tvars), self.step)

with tf.variable_scope('model') as scope:
    m = Model(Config())
with tf.variable_scope('model', reuse=True):
    t = Model(Config(), False)
print(m.logits.name, t.logits.name, m.loss.name, t.x.name, m.step.name, m.train_op.name)
for v in tf.global_variables():
    print(v.name, v.shape.as_list())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(2):
        _, l = sess.run([m.train_op, m.loss], {m.x: [[1, 2, 3]], m.y: [0], m.keep: 0.9})
    print(sess.run(m.step), l.dtype, t.logits.eval({t.x: [[1]]}).shape)
