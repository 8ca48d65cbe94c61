"""Heads."""
import net


def pair(x, units):
    """The mean of two heads."""
    a = net.linear(x, units, scope="a")
    b = net.linear(x, units, scope="b")
    return (a + b) / 2
