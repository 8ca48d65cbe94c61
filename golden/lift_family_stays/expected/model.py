import tensorflow as tf

from objects import *

KINDS = {"table": Table}


def run(x):
    out = x * Eager(3).double + KINDS["table"](3).table + Late("late", 3).w
    holder = Holder(3)
    out += holder.first * holder.more()
    branch = Branch(3)
    out += branch.root * branch.branch + Losses(3).losses + Counted(3).w + Counted(3).w
    several = Several(3)
    out += several.left * several.right + Scheduled(3).bias + Sized(3).w + Slash("a/b", 3).w
    return out
