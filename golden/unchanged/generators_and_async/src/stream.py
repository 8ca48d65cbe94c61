import asyncio
import contextlib

import tensorflow as tf


@contextlib.asynccontextmanager
async def variable_scope(name, *, reuse=False):
    await asyncio.sleep(0)
    yield {"name": name, "reuse": reuse}


async def numbers(n, /):
    for i in range(n):
        yield i
        await asyncio.sleep(0)


async def collect(n):
    async with variable_scope("outer") as outer, variable_scope("inner", reuse=True):
        xs = [x async for x in numbers(n) if (y := x * x) < 50 or y % 2]
    return outer["name"], tf.stack(xs)


def main():
    try:
        name, xs = asyncio.run(collect(9))
    except (ValueError, TimeoutError) as error:
        raise SystemExit(f"{error!r:>20}") from None
    else:
        print(f"{name=} {tf.reduce_sum(xs).numpy():,d} {'tf.Session'!r:^{20}}")


if __name__ == "__main__":
    main()
