import tensorflow as tf
from tensorflow.contrib import training

hp = training.HParams(a=1, b='x', c=[1.0])
hp.a = 3
print(hp, hp.to_json() if False else sorted(hp.values().items()))
x = tf.get_variable('x', initializer=2.0)
t = training.create_train_op(x * x, tf.train.GradientDescentOptimizer(0.25), global_step=tf.train.create_global_step())
print(t.name, [v.name for v in tf.global_variables()])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(t)
    print(sess.run(x))
print(hp.get('a'), 'b' in hp, hp.get_model_structure() if hasattr(hp, 'get_model_structure') else None)
