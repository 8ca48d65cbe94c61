import graph as tf
from graph import Session, placeholder

x = placeholder(float, [None], name="x")
y = x * x + tf.constant(1.0)
with Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([x, y], feed_dict={x: 3.0}))
