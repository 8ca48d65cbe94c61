import tensorflow as tf
from tensorflow.contrib.framework import arg_scope, add_arg_scope

@add_arg_scope
def block(x, size, act=None, scope=None):
    with tf.variable_scope(scope, 'block', [x]):
        w = tf.get_variable('w', [x.shape[-1], size], initializer=tf.ones_initializer())
        y = tf.matmul(x, w)
        return act(y) if act else y

with arg_scope([block], act=tf.nn.relu, size=3):
    y = block(tf.ones([1, 2]))
    y = block(y, scope='named')
    y = block(y, act=None)
print(y.name, [(v.name, v.shape.as_list()) for v in tf.global_variables()])
