import tensorflow as tf


def block(x, units, bias=True):
    with tf.variable_scope('b'):
        w = tf.get_variable('w', [x.shape[-1].value, units], initializer=tf.constant_initializer(.5))
        y = tf.matmul(x, w)
        if bias:
            y = tf.contrib.layers.bias_add(y)
        return tf.layers.dense(y, units, kernel_initializer=tf.constant_initializer(0.25))


shared = tf.make_template('shared', block, units=2)
unique = tf.make_template('uni', block, unique_name_='exact', create_scope_now_=True, units=3)
x = tf.ones([1, 4])
a, b = shared(x), shared(x * 2.)
with tf.variable_scope('outer'):
    c = unique(x)
    other = tf.make_template('shared', block, units=1)
    d = other(x, bias=False)
print([v.name for v in tf.global_variables()])
print(shared.name, shared.variable_scope.name, other.variable_scope.name, [v.name for v in shared.trainable_variables], a.name, b.name, c.name, d.name)
with tf.Session() as s:
    s.run(tf.global_variables_initializer())
    print([v.tolist() for v in s.run([a, b, c, d])])
