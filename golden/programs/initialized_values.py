import tensorflow as tf

tf.enable_resource_variables()
tf.set_random_seed(1)


class Named(object):
    """Not a variable."""

    def initialized_value(self):
        return "its own"


def doubled(v):
    return v.initialized_value() * 2.


v = tf.Variable(tf.random_normal([3], seed=3), name="v")
g = tf.get_variable("g", initializer=tf.norm(v.initialized_value()))
d = tf.get_variable("d", initializer=doubled(v))
first = tf.get_variable("first", [2], initializer=tf.constant_initializer(2.), use_resource=False)
second = tf.Variable(first.initialized_value() + 1., name="second", use_resource=False)
slots = [tf.Variable(tf.zeros_like(t.initialized_value()), trainable=False, name="slot") for t in tf.trainable_variables()]
ahead = v.initialized_value() + 1.
step = v.assign_add([1., 1., 1.])
print([s.name for s in slots], [s.shape.as_list() for s in slots], Named().initialized_value())
print([t.initialized_value().name for t in (v, first)])
with tf.Session() as sess:
    sess.run(d.initializer)  # before v
    sess.run(second.initializer)
    print(sess.run(second), sess.run(d).shape)
    sess.run(v.initializer)
    sess.run([g.initializer, first.initializer] + [s.initializer for s in slots])
    a, n, b = sess.run([v, g, ahead])
    print(abs((a ** 2).sum() ** .5 - n) < 1e-5, (b - a).tolist(), [sess.run(s).tolist() for s in slots])
    sess.run(step)
    print(abs(sess.run(ahead) - a - 2.).max() < 1e-5)
    print(sess.run(tf.gradients(ahead, v)[0]).tolist())
