import numpy as np
import tensorflow as tf
tf.enable_eager_execution()

class Net(tf.keras.Model):
    def __init__(self):
        super(Net, self).__init__()
        self.d1 = tf.keras.layers.Dense(3, activation='relu', kernel_initializer='ones')
        self.d2 = tf.layers.Dense(1, kernel_initializer=tf.ones_initializer())
    def call(self, x):
        return self.d2(self.d1(x))

net = Net()
x = tf.constant(np.ones((2, 2), np.float32))
print(net(x).numpy().tolist(), x.shape, tf.executing_eagerly())
ds = tf.data.Dataset.from_tensor_slices(np.arange(4)).batch(2)
for b in ds:
    print(b.numpy(), b.shape)
for i, b in enumerate(tf.contrib.eager.Iterator(ds)):
    print(i, b.numpy().sum())
print(tf.add(1, 2).numpy(), tf.to_float(3).numpy(), x[0, 0].numpy(), x.numpy().dtype)
