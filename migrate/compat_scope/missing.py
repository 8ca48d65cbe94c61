"""Stand-ins for what TensorFlow 2 no longer has, so that modules that import it still load."""

from __future__ import annotations

from typing import Any, NoReturn


class Missing:
    """Stands for a TF1 symbol that is gone: its attributes too are stand-ins, and using it raises.

    Two stand-ins are equal when they stand for the same symbol, so that comparing constants
    (``mode == ModeKeys.TRAIN``) keeps its meaning.
    """

    def __init__(self, symbol: str) -> None:
        self._symbol = symbol

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Missing(f"{self._symbol}.{name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missing) and other._symbol == self._symbol

    def __hash__(self) -> int:
        return hash(self._symbol)

    def __repr__(self) -> str:
        return f"<{self._symbol}, gone from TensorFlow 2>"

    def _raise(self) -> NoReturn:
        raise NotImplementedError(
            f"{self._symbol} is gone from TensorFlow 2 and has no equivalent that could be put in its place; "
            "see the migration report for this line."
        )

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._raise()

    def __iter__(self) -> NoReturn:
        self._raise()

    def __getitem__(self, key: Any) -> NoReturn:
        self._raise()

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        """As a base class: the class can be defined, its instances cannot be made."""
        stand_in = self

        def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
            stand_in._raise()

        return (type(self._symbol.rpartition(".")[2], (), {"__init__": __init__}),)


def missing(symbol: str) -> Missing:
    """A stand-in for ``symbol`` (``"tf.contrib.crf"``). Raises NotImplementedError when it is called."""
    return Missing(symbol)
