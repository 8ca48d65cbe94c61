import tensorflow as tf

v = tf.Variable(1.0, name="v")


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(v * x - 1.0))
    gradient = tape.gradient(loss, v)
    v.assign_sub(0.1 * gradient)
    return loss


for i in tf.range(3):
    tf.print(i, step(tf.constant([1.0, 2.0])))
