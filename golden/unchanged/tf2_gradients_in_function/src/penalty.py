"""tf.gradients is right inside a tf.function."""
import tensorflow as tf


@tf.function
def gradient_penalty(critic_weights, real, fake):
    epsilon = tf.random.uniform([tf.shape(real)[0], 1])
    mixed = epsilon * real + (1.0 - epsilon) * fake
    score = tf.linalg.matmul(tf.nn.tanh(mixed), critic_weights)
    (slopes,) = tf.gradients(score, [mixed])
    return tf.reduce_mean(tf.square(tf.norm(slopes, axis=1) - 1.0))


@tf.function
def newton(x, steps=3):
    def body(i, x):
        with tf.GradientTape() as outer:
            outer.watch(x)
            with tf.GradientTape() as inner:
                inner.watch(x)
                y = x**4 - x
            dy = inner.gradient(y, x)
        return i + 1, x - dy / outer.gradient(dy, x)

    return tf.while_loop(lambda i, x: i < steps, body, [0, x], maximum_iterations=10)[1]


print(newton(tf.constant(2.0)), gradient_penalty(tf.ones([3, 1]), tf.zeros([2, 3]), tf.ones([2, 3])))
