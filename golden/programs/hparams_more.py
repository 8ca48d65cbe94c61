import tensorflow as tf

def default():
    return tf.contrib.training.HParams(a=1, b=2.5, c='x', d=[1, 2], e=None, f=True)

hp = default()
hp.parse('a=3,d=[7,8],f=False,c=hello')
print(sorted(hp.values().items(), key=lambda kv: kv[0]))
hp.del_hparam('e')
print('e' in hp, hasattr(hp, 'e'), hp.get('d'), hp.to_json()[:2])
for bad in ('a=x', 'q=1'):
    try:
        hp.parse(bad); print(hp.d)
    except ValueError as e:
        print(type(e).__name__)
hp2 = default()
hp2 = hp2.override_from_dict({'a': 5})
print(hp2.a, hp2.__class__.__name__, str(hp)[:8])
hp.parse_json('{"b": 4}')
print(hp.b)
