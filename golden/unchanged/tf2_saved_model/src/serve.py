import tensorflow as tf


def serve(path):
    loaded = tf.saved_model.load(path)
    fn = loaded.signatures["serving_default"]
    return lambda x: fn(tf.convert_to_tensor(x))
