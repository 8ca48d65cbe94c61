import tensorflow as tf

from parts import Gate, Mean, Read


def forward(x, memory, mask):
    reads, gates = [], []
    with tf.variable_scope("reader"):
        for i in range(2):
            reads.append(Read(4, sharp=1.0 + i, name="read_%d" % i))
            gates.append(Gate(4, 0.25 if i else None, name="gate_%d" % i))
        with tf.variable_scope("end"):
            mean = Mean(4)
    h = x
    for read, gate in zip(reads, gates):
        h = gate(read(h, memory, mask=mask), h)
    plain = reads[0](x, memory)
    return mean(h, plain, x), reads[1].penalty() + gates[1].penalty()
