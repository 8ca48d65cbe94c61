import tf
from tf.transformations import euler_from_quaternion

listener = tf.TransformListener()


def angle(q):
    with tf.variable_scope("nothing to do with tensors"):
        return euler_from_quaternion(q)[2]
