import tensorflow as tf
from tensorflow.contrib.training import HParams


def default():
    return tf.contrib.training.HParams(units=[4, 2], rate=0.1, act='relu', tied=True)


hp = default()
hp.parse('rate=0.5,units=[8,3]')
hp.add_hparam('scope', 'hp')
x = tf.ones([1, 2])
with tf.variable_scope(hp.scope):
    for i, u in enumerate(hp.units):
        x = tf.layers.dense(x, u, activation=getattr(tf.nn, hp.act), name='l%d' % i, reuse=None)
print(sorted(hp.values().items()), hp.rate, 'act' in hp, hp.get('missing', 3))
hp.set_hparam('rate', 0.25)
print(hp.to_json(sort_keys=True) if 'sort_keys' in HParams.to_json.__code__.co_varnames else hp.to_json(), hp.rate)
print([v.name for v in tf.trainable_variables()], x.name)
