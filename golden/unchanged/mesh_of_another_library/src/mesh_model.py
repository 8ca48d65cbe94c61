"""Mesh TensorFlow has a get_variable and layers of its own."""
import mesh_tensorflow as mtf


def dense_relu_dense(x, hidden, dropout=0.0, name="ffn", reuse=None):
    io = x.shape.dims[-1]
    h = mtf.layers.dense(x, hidden, use_bias=False, activation=mtf.relu, name=name + "_wi")
    if dropout:
        h = mtf.dropout(h, keep_prob=1.0 - dropout)
    return mtf.layers.dense(h, io, use_bias=False, name=name + "_wo")


def table(mesh, vocabulary, io):
    return mtf.get_variable(mesh, "table", mtf.Shape([vocabulary, io]), initializer=None)
