import tensorflow as tf

with tf.variable_scope("p2"):
    w = tf.get_variable("w", [2], initializer=tf.constant_initializer(1.5))
try:
    tf.get_variable("p2/w", [3])
    with tf.variable_scope("p2", reuse=True):
        tf.get_variable("w", [3])
except ValueError, e:
    print "error:", str(e)[:40]
sess = tf.Session()
sess.run(tf.initialize_all_variables())
print "%s %s" % (w.name, sess.run(w)), 7 / 2.0
d = {"a": 1}
for k, v in d.iteritems():
    print k, v, d.has_key("a")
print [i for i in xrange(3)]
