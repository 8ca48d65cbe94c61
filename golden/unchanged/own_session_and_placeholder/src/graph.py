"""A lazy arithmetic graph with Session, placeholder and feed_dict; a teaching toy."""
import operator
from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class Node:
    op: Any
    inputs: tuple = ()
    name: str = ""

    def __add__(self, other):
        return Node(operator.add, (self, other), "add")

    def __mul__(self, other):
        return Node(operator.mul, (self, other), "mul")


def placeholder(dtype, shape=None, name=None):
    return Node(None, name=name or "Placeholder")


def constant(value):
    return Node(lambda: value)


class Session:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def run(self, fetches, feed_dict=None):
        if isinstance(fetches, (list, tuple)):
            return [self.run(f, feed_dict) for f in fetches]
        if feed_dict and fetches in feed_dict:
            return feed_dict[fetches]
        return fetches.op(*(self.run(i, feed_dict) for i in fetches.inputs))


def global_variables_initializer():
    return constant(None)
