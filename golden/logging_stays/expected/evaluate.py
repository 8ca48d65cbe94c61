from absl import logging
import tensorflow as tf
import store

tf.compat.v1.disable_v2_behavior()

logging.set_verbosity(logging.ERROR)
tf.get_logger().setLevel("ERROR")

values = store.load({"scale": 2.0}, ["scale", "shift"])
x = tf.compat.v1.placeholder(tf.float32, [2])
y = x * values["scale"]
logging.info("%s is ready", y.name)
with tf.compat.v1.Session() as sess:
    print(sess.run(y, {x: [1.0, 2.0]}), sorted(values))
