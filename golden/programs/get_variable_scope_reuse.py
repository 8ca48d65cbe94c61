import tensorflow as tf

def f():
    return tf.get_variable('v', shape=[2, 2], initializer=tf.random_normal_initializer(seed=1))

with tf.variable_scope('root'):
    a = f()
    tf.get_variable_scope().reuse_variables()
    b = f()
    with tf.variable_scope('inner'):
        print(tf.get_variable_scope().reuse)
        try:
            f()
        except ValueError as e:
            print(str(e)[:80])
print(a is b, tf.get_variable_scope().reuse)
