import numpy as np
import tensorflow as tf
tf.enable_eager_execution()

X = np.linspace(0, 1, 8).reshape(-1, 1).astype(np.float32)
Y = 3 * X + 1
layer = tf.layers.Dense(1, kernel_initializer=tf.zeros_initializer())
opt = tf.train.MomentumOptimizer(0.2, 0.5)
step = tf.train.get_or_create_global_step()
for epoch in range(50):
    with tf.GradientTape() as tape:
        loss = tf.losses.mean_squared_error(Y, layer(X))
    grads = tape.gradient(loss, layer.trainable_variables)
    opt.apply_gradients(zip(grads, layer.trainable_variables), global_step=step)
print('%.4f %d' % (loss.numpy(), step.numpy()), np.round(layer.kernel.numpy(), 2).tolist(), layer.bias.shape)
print(tf.nn.softmax([1., 2.]).numpy().round(4), tf.argmax([1, 3, 2]).numpy())
