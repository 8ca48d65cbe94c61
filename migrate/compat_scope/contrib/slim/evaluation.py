"""`slim.evaluation`, which is not supplied: its functions say what to use instead."""

from __future__ import annotations

from typing import Any, NoReturn

# What is listed here counts as supplied, and its use in a program goes unremarked.
__all__: list[str] = []


def _refuse(name: str) -> NoReturn:
    raise NotImplementedError(
        f"slim.evaluation.{name} is not supplied. Restore the checkpoint with "
        "tf.compat.v1.train.Saver and run the metrics' update ops in a session; "
        "tf.train.checkpoints_iterator waits for new checkpoints."
    )


def evaluate_once(*args: Any, **kwargs: Any) -> Any:
    """Raises NotImplementedError, saying what to use instead."""
    _refuse("evaluate_once")


def evaluation_loop(*args: Any, **kwargs: Any) -> Any:
    """Raises NotImplementedError, saying what to use instead."""
    _refuse("evaluation_loop")


def wait_for_new_checkpoint(*args: Any, **kwargs: Any) -> Any:
    """Raises NotImplementedError, saying what to use instead."""
    _refuse("wait_for_new_checkpoint")
