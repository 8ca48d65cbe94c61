def dropout(x, keep_prob=0.5, keep_dims=True, reduction_indices=None):
    return x * keep_prob


def reduce_sum(x, axis=None, keep_dims=False):
    return sum(x)


print(dropout(1.0, keep_prob=0.3), reduce_sum([1], keep_dims=True))
