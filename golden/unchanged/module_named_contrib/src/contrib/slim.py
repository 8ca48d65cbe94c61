def conv2d(x, n):
    return x * n


def arg_scope(ops, **kwargs):
    return kwargs
