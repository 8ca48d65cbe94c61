import numpy as np
import tensorflow as tf
tfe = tf.contrib.eager
tfe.enable_eager_execution()

rng = np.random.RandomState(1)
X = rng.randn(16, 2).astype(np.float32)
Y = X.dot(np.array([[2.0], [-1.0]], np.float32)) + 0.5
W = tfe.Variable(np.zeros((2, 1), np.float32), name='W')
b = tfe.Variable(np.zeros(1, np.float32), name='b')

def loss(x, y):
    return tf.reduce_mean(tf.square(tf.matmul(x, W) + b - y))

grad = tfe.implicit_gradients(loss)
opt = tf.train.GradientDescentOptimizer(0.2)
for _ in range(60):
    opt.apply_gradients(grad(X, Y))
print('%.5f' % loss(X, Y).numpy(), np.round(W.numpy(), 3).tolist(), np.round(b.numpy(), 3).tolist())
