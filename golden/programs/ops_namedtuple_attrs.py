import collections
import tensorflow as tf

class Spec(collections.namedtuple('Spec', ['units', 'act'])):
    pass

def build(specs, x, scope='mlp'):
    outs = collections.OrderedDict()
    with tf.variable_scope(scope):
        for i, s in enumerate(specs):
            x = tf.layers.dense(x, s.units, activation=getattr(tf.nn, s.act), name='fc_%d' % (i + 1))
            outs[x.op.name] = x
    return outs

outs = build([Spec(3, 'relu'), Spec(2, 'tanh')], tf.ones([1, 2]))
for k, v in outs.items():
    print(k, v.shape, v.op.type)
