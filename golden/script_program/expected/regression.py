'''
A linear regression learning algorithm example using TensorFlow library.
'''

from __future__ import print_function

import numpy
import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()

# Parameters
learning_rate = 0.05
training_epochs = 60
display_step = 20

# Training Data
train_X = numpy.linspace(-1.0, 1.0, 17)
train_Y = 2.0 * train_X + 0.25
n_samples = train_X.shape[0]

# tf Graph Input
X = tf.compat.v1.placeholder("float")
Y = tf.compat.v1.placeholder("float")

# Set model weights
W = compat_scope.Variable(0.5, name="weight")
b = compat_scope.Variable(-0.5, name="bias")

# Construct a linear model
pred = tf.add(tf.multiply(X, W), b)

# Mean squared error
cost = tf.reduce_sum(tf.pow(pred-Y, 2))/(2*n_samples)
optimizer = tf.compat.v1.train.GradientDescentOptimizer(learning_rate).minimize(cost)
init = compat_scope.initialize_all_variables()

with tf.compat.v1.Session() as sess:
    sess.run(init)

    for epoch in range(training_epochs):
        for (x, y) in zip(train_X, train_Y):
            sess.run(optimizer, feed_dict={X: x, Y: y})

        if (epoch+1) % display_step == 0:
            c = sess.run(cost, feed_dict={X: train_X, Y:train_Y})
            print("Epoch:", '%04d' % (epoch+1), "cost=", "{:.6f}".format(c), \
                "W=", "%.4f" % sess.run(W).item(), "b=", "%.4f" % sess.run(b).item())

    print([v.name for v in compat_scope.trainable_variables()], W.op.name)

sess = tf.compat.v1.InteractiveSession()
with compat_scope.variable_scope("eval"):
    v = compat_scope.get_variable("v", [2], initializer=tf.compat.v1.constant_initializer(1.5))
compat_scope.global_variables_initializer().run()
print(v.eval().tolist(), tf.square(v).eval().tolist())
sess.close()
