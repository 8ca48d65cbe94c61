import tensorflow as tf

d = tf.layers.Dense(4, activation=tf.nn.relu, name='d')
print(d.units, d.use_bias, d.name, d.trainable, d.built, d.dtype)
y = d(tf.ones([2, 3]))
print(d.built, d.kernel.name, d.bias.name, d.count_params(), d.dtype)
print(y.name, d.scope_name)
print([v.name for v in d.weights], [v.name for v in d.trainable_weights], d.non_trainable_weights, d.losses, d.updates)
print(sorted(d.get_config())[:4], d.get_config()['units'], d.get_config()['name'])
