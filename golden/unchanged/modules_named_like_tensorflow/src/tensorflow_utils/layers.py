def dense(x, units, name=None, reuse=None):
    return [sum(x)] * units


def dropout(x, rate=0.5, training=False):
    return x
