import tensorflow as tf

from parts import Autoencoder, Encoder, Memory


def embed(x, y):
    with tf.variable_scope("embed"):
        encoder = Encoder()
        memory = Memory(5)
        other = Encoder("other", units=3)
        a = memory(encoder(x))
        b = memory(encoder(y))
        return a + b, other(x)


def forward(x, y):
    both, other = embed(x, y)
    model = Autoencoder("autoencoder")
    outputs, code = model(both)
    again, _ = model(tf.tanh(both))
    return {"outputs": outputs, "code": code, "again": again, "apart": other, "count": tf.constant(len(model.variables)), "error": model.error(both)}
