"""The networks that a flag may name."""

import functools

import net
from heads import pair

NETWORKS = {
    "linear": net.linear,
    "pair": functools.partial(pair, units=3),
}


def find(name):
    return NETWORKS[name]
