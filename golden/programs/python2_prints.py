import tensorflow as tf

x = tf.Variable([1.0, 2.0], name='x')
print 'name:', x.name,
print '!'
print "%s has %d" % (x.op.name, x.get_shape()[0].value)
try:
    tf.get_variable('x', reuse=True)
except TypeError, e:
    print 'TypeError'
d = {'b': 1, 'a': 2}
for k, v in sorted(d.iteritems()):
    print k, v
if d.has_key('a'):
    print xrange(3)[2], unicode('u')
print
print >>None, 'none'
print ('a', 'b')
