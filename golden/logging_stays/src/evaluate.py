import tensorflow as tf
import store

tf.logging.set_verbosity(tf.logging.ERROR)

values = store.load({"scale": 2.0}, ["scale", "shift"])
x = tf.placeholder(tf.float32, [2])
y = x * values["scale"]
tf.logging.info("%s is ready", y.name)
with tf.Session() as sess:
    print(sess.run(y, {x: [1.0, 2.0]}), sorted(values))
