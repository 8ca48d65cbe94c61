import tensorflow as tf

def net(x, reuse=None):
    with tf.variable_scope('net', reuse=reuse) as sc:
        w = tf.get_variable('w', [1], initializer=tf.zeros_initializer)
        return w, sc

w1, sc = net(1)
w2, _ = net(1, True)
with tf.variable_scope(sc, reuse=True):
    w3 = tf.get_variable('w')
with tf.variable_scope(sc) as again:
    again.reuse_variables()
    w4 = tf.get_variable('w', [1])
    print(again.reuse, tf.get_variable_scope().reuse)
with tf.variable_scope(sc, reuse=tf.AUTO_REUSE):
    w5 = tf.get_variable('w', [1])
    w6 = tf.get_variable('w6', [1])
with tf.variable_scope('', reuse=True):
    w7 = tf.get_variable('net/w')
print(all(w is w1 for w in (w2, w3, w4, w5, w7)), w6.name, sc.reuse, sc.name, sc.original_name_scope)
for bad in (lambda: net(1), lambda: net(1, False)):
    try:
        bad()
    except ValueError as e:
        print(str(e).split('.')[0])
