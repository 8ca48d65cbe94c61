import tensorflow as tf
tf.enable_eager_execution()

d = tf.layers.Dense(2, kernel_initializer=tf.ones_initializer())
x = tf.ones([1, 3])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(d(x) ** 2)
g = tape.gradient(y, d.variables)
opt = tf.train.AdamOptimizer(0.1)
opt.apply_gradients(zip(g, d.variables), global_step=tf.train.get_or_create_global_step())
print(y.numpy(), [t.numpy().tolist() for t in g], d.kernel.numpy().round(4).tolist(), tf.train.get_global_step().numpy())
print(d.name, [v.name for v in d.variables], tf.executing_eagerly())
