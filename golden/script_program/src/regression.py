'''
A linear regression learning algorithm example using TensorFlow library.
'''

from __future__ import print_function

import numpy
import tensorflow as tf

# Parameters
learning_rate = 0.05
training_epochs = 60
display_step = 20

# Training Data
train_X = numpy.linspace(-1.0, 1.0, 17)
train_Y = 2.0 * train_X + 0.25
n_samples = train_X.shape[0]

# tf Graph Input
X = tf.placeholder("float")
Y = tf.placeholder("float")

# Set model weights
W = tf.Variable(0.5, name="weight")
b = tf.Variable(-0.5, name="bias")

# Construct a linear model
pred = tf.add(tf.multiply(X, W), b)

# Mean squared error
cost = tf.reduce_sum(tf.pow(pred-Y, 2))/(2*n_samples)
optimizer = tf.train.GradientDescentOptimizer(learning_rate).minimize(cost)
init = tf.initialize_all_variables()

with tf.Session() as sess:
    sess.run(init)

    for epoch in range(training_epochs):
        for (x, y) in zip(train_X, train_Y):
            sess.run(optimizer, feed_dict={X: x, Y: y})

        if (epoch+1) % display_step == 0:
            c = sess.run(cost, feed_dict={X: train_X, Y:train_Y})
            print("Epoch:", '%04d' % (epoch+1), "cost=", "{:.6f}".format(c), \
                "W=", "%.4f" % sess.run(W), "b=", "%.4f" % sess.run(b))

    print([v.name for v in tf.trainable_variables()], W.op.name)

sess = tf.InteractiveSession()
with tf.variable_scope("eval"):
    v = tf.get_variable("v", [2], initializer=tf.constant_initializer(1.5))
tf.global_variables_initializer().run()
print(v.eval().tolist(), tf.square(v).eval().tolist())
sess.close()
