"""What is left of TF1 in code that is on TF 2: by its compat.v1 name, where eager code may have it."""
import tensorflow as tf

tf1 = tf.compat.v1


def events(path):
    for event in tf1.train.summary_iterator(path):
        for value in event.summary.value:
            yield event.step, value.tag, tf.make_ndarray(value.tensor)


def size(tensor, axis):
    return tf.compat.dimension_value(tensor.shape[axis])


def text(value):
    return tf.compat.as_text(value) + tf.compat.as_str_any(1)


print(text(b"tf.Session"), size(tf.zeros([2, 3]), 1), tf1.get_default_graph() is None)
