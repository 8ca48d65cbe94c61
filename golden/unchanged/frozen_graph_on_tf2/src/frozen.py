"""A frozen graph of TF1's as a function, by what TensorFlow 2 keeps for it."""
import sys

import tensorflow as tf


def wrap_frozen_graph(graph_def, inputs, outputs):
    def imported():
        tf.compat.v1.import_graph_def(graph_def, name="")

    wrapped = tf.compat.v1.wrap_function(imported, [])
    graph = wrapped.graph
    return wrapped.prune(
        tf.nest.map_structure(graph.as_graph_element, inputs),
        tf.nest.map_structure(graph.as_graph_element, outputs),
    )


def load(path):
    graph_def = tf.compat.v1.GraphDef()
    with tf.io.gfile.GFile(path, "rb") as f:
        graph_def.ParseFromString(f.read())
    return wrap_frozen_graph(graph_def, inputs="image:0", outputs="softmax:0")


if __name__ == "__main__":
    tf.compat.v1.logging.set_verbosity(tf.compat.v1.logging.ERROR)
    print(load(sys.argv[1])(tf.zeros([1, 299, 299, 3])))
