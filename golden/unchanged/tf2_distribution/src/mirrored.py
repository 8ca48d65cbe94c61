import tensorflow as tf

strategy = tf.distribute.MirroredStrategy()
with strategy.scope():
    v = tf.Variable(tf.ones([2]), name="v")


@tf.function
def run(x):
    return strategy.run(lambda t: t * v, args=(x,))
