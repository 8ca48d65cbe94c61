#!/usr/bin/env python
# tf.variable_scope was here.

# with tf.Session() as sess:
#     sess.run(tf.global_variables_initializer())
