import tensorflow as tf
tf.enable_eager_execution()
tf.set_random_seed(3)

v = tf.Variable([1.0, 2.0], name='v')
opts = [tf.train.GradientDescentOptimizer(0.1), tf.train.MomentumOptimizer(0.1, 0.9), tf.train.RMSPropOptimizer(0.01)]
for o in opts:
    for _ in range(2):
        with tf.GradientTape() as t:
            loss = tf.reduce_sum(v * v)
        o.apply_gradients([(t.gradient(loss, v), v)])
    print(type(o).__name__, [round(float(x), 5) for x in v.numpy()])
    v.assign([1.0, 2.0])
o = tf.train.AdamOptimizer(0.5)
o.minimize(lambda: tf.reduce_sum(v * v))
print(v.numpy().round(5).tolist(), len(o.variables()))
