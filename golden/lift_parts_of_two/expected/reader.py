import keras

from parts import Gate, Mean, Read
from migrate import compat_scope


class Forward(keras.layers.Layer):
    def __init__(self, *, name="reader", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, x, memory, mask):
        reads, gates = [], []
        for i in range(2):
            with compat_scope.hosting(self):
                reads.append(Read(4, sharp=1.0 + i, name="read_%d" % i))
                gates.append(Gate(4, 0.25 if i else None, name="gate_%d" % i))
        with keras.name_scope("end"):
            with compat_scope.hosting(self):
                mean = Mean(4)
        h = x
        for read, gate in zip(reads, gates):
            h = gate(read(h, memory, mask=mask), h)
        plain = reads[0](x, memory)
        return mean(h, plain, x), reads[1].penalty() + gates[1].penalty()
