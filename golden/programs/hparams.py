import tensorflow as tf
from tensorflow.contrib.training import HParams

hp = HParams(lr=0.1, layers=[3, 4], name='net', use=True)
hp.parse('lr=0.5,layers=[1,2,3],use=false')
hp.add_hparam('extra', 7)
hp.set_hparam('name', 'other')
print(hp.lr, hp.layers, hp.use, hp.values() == {'lr': 0.5, 'layers': [1, 2, 3], 'name': 'other', 'use': False, 'extra': 7})
print(hp.to_json(sort_keys=True) if 'sort_keys' in HParams.to_json.__code__.co_varnames else sorted(hp.values()), 'lr' in hp, hp.get('nope', 3))
hp.override_from_dict({'lr': 0.25})
h = tf.ones([1, 2])
for i, n in enumerate(hp.layers):
    h = tf.layers.dense(h, n, name='l%d' % i)
print(hp.lr, h.shape, [v.name for v in tf.trainable_variables()])
try:
    hp.parse('zzz=1')
except ValueError as e:
    print(e)
