import tensorflow as tf

class Block(object):
    def __init__(self, name):
        self.name = name
        with tf.variable_scope(name) as self.scope:
            self.w = tf.get_variable('w', [2, 2], initializer=tf.ones_initializer())
    def __call__(self, x):
        with tf.variable_scope(self.scope, auxiliary_name_scope=False) as s:
            with tf.name_scope(s.original_name_scope):
                b = tf.get_variable('b', [2], initializer=tf.zeros_initializer())
                return tf.add(tf.matmul(x, self.w), b, name='out')

with tf.variable_scope('model'):
    blk = Block('one')
y = blk(tf.ones([1, 2]))
print(y.name, blk.scope.name, blk.w.name, [v.name for v in tf.global_variables()])
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    print(y.eval())
