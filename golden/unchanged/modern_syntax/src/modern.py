import tensorflow as tf


def kind(x):
    match x:
        case tf.Tensor():
            return "tensor"
        case [first, *rest] if (n := len(rest)) > 1:
            return f"list of {n + 1} with {first!r}"
        case _:
            return "other"


async def load(paths: list[str], /, *, limit: int | None = None):
    with (open(paths[0]) as a, open(paths[1]) as b):
        return a.read() + b.read()
