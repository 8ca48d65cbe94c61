def f(x):
    """Doubles.

    >>> with tf.variable_scope("v"):  # doctest: +SKIP
    ...     tf.get_variable("w", [2])
    """
    return x * 2
