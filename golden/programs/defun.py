import tensorflow as tf
tf.enable_eager_execution()
tfe = tf.contrib.eager

v = tfe.Variable(2.0)

@tfe.defun
def f(x):
    if x > 0:
        return x * v
    return -x

@tf.contrib.eager.function
def g(x):
    return x + 1

print(f(tf.constant(3.0)).numpy(), f(tf.constant(-3.0)).numpy(), g(tf.constant(1)).numpy())
