import tensorflow as tf


class Base(object):
    scope = 'base'

    def __init__(self, n):
        self.n = n
        with tf.variable_scope(self.scope):
            self.build()

    def build(self):
        raise NotImplementedError

    def dense(self, x, n, name):
        return tf.layers.dense(x, n, name=name, kernel_initializer=self.init())

    @staticmethod
    def init():
        return tf.constant_initializer(0.5)

    @classmethod
    def vars(cls):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, cls.scope)


class Small(Base):
    scope = 'small'

    def build(self):
        self.x = tf.placeholder(tf.float32, [None, self.n], 'x')
        self.y = self.dense(self.x, 2, 'one')


class Deep(Small):
    scope = 'deep'

    def build(self):
        super(Deep, self).build()
        self.y = self.dense(self.y, 1, 'two')


a, b = Small(3), Deep(2)
print(a.y.name, b.y.name, [v.name for v in Small.vars()], [v.name for v in b.vars()])
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print(s.run([a.y, b.y], {a.x: [[1, 1, 1]], b.x: [[1, 2]]}))
