"""Canonical names: one spelling for a TF1 symbol however the code reaches it."""

from __future__ import annotations

from dataclasses import dataclass

ROOT = "tensorflow"
# Packages that are TensorFlow code under another name: import root -> canonical prefix.
SPLIT_OFF = {"tf_slim": "tf.contrib.slim"}


@dataclass(frozen=True)
class TensorFlowPath:
    """A dotted path into TensorFlow.

    Attributes:
      symbol: canonical, without ``compat.v1``: ``"tf.layers.dense"``; the root is ``"tf"``.
      via: how the code reaches it: ``"root"`` (plain TF1), ``"v1"`` (through ``tf.compat.v1``),
        ``"v2"`` (through ``tf.compat.v2``) or the name of a split-off package.
    """

    symbol: str
    via: str = "root"

    def attr(self, name: str) -> TensorFlowPath:
        return canonical(f"{self.symbol}.{name}", self.via)

    @property
    def is_root(self) -> bool:
        return self.symbol == "tf"


def canonical(symbol: str, via: str = "root") -> TensorFlowPath:
    """Strips ``compat.v1`` and ``compat.v2`` right below the root."""
    while True:
        for version in ("v1", "v2"):
            prefix = f"tf.compat.{version}"
            if symbol == prefix or symbol.startswith(prefix + "."):
                symbol, via = "tf" + symbol[len(prefix) :], version
                break
        else:
            return TensorFlowPath(symbol, via)


def from_import(dotted: str) -> TensorFlowPath | None:
    """The path of an imported module or member; None when it is not TensorFlow."""
    root, _, rest = dotted.partition(".")
    if root == ROOT:
        return canonical(f"tf.{rest}" if rest else "tf")
    if root in SPLIT_OFF:
        prefix = SPLIT_OFF[root]
        return TensorFlowPath(f"{prefix}.{rest}" if rest else prefix, root)
    return None


def split_off_member(path: TensorFlowPath) -> tuple[str, str]:
    """(module, member) by which the package ``path.via``, split off from TensorFlow, has the symbol."""
    rest = path.symbol[len(SPLIT_OFF[path.via]) :]
    module, _, member = f"{path.via}{rest}".rpartition(".")
    return module, member
