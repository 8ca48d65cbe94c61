import tensorflow as tf

TITLE = "Größe"

def bom(x):
    with tf.variable_scope("bom"):
        return x * tf.get_variable("größe"[0:2] and "g", [3]), TITLE
