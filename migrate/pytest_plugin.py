"""A pytest plugin: the fixture ``tf1_reference`` holds a model against what TensorFlow 1 recorded.

Record the reference once, in the old environment, with the one file ``migrate/verify/recorder.py``::

    python3.7 recorder.py --src old/ --entry model:encode --input 'x=float32[2,16]' --out tests/reference

Then, in the tests of the migrated project::

    def test_encoder(tf1_reference):
        tf1_reference("tests/reference").check(Encoder, {"units": 6, "depth": 2})

It fails, with a list, when a variable has another name, shape, dtype or trainability than in TensorFlow 1, when the
recorded checkpoint does not restore, or when an output differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from migrate.verify.reference import Reference


class CheckedReference:
    """A recording; see the attributes of :class:`migrate.verify.reference.Reference` for what is in it.

    Attributes:
        reference: what was recorded.
    """

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    def check(self, model: Any, arguments: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Fails the test unless `model` is what was recorded.

        Args:
            model: a Keras layer or model, a `tf.Module`, a class of such, or a function on ``compat_scope``; or what
                ``migrate.verify.recorded.read_recorded`` read of one that ran in another process.
            arguments: what it is made and called with, besides the recorded inputs.
            options: ``tolerance``, ``ordered``, ``exclude``: see :meth:`migrate.verify.reference.Reference.problems`.
        """
        __tracebackhide__ = True
        problems = self.reference.problems(model, arguments, **options)
        if problems:
            lines = [f"this is not what was recorded in {self.reference.recorded.folder}:"]
            for what, texts in problems.items():
                lines += [f"{what}:", *(f"  {text}" for text in texts)]
            pytest.fail("\n".join(lines), pytrace=False)


@pytest.fixture(scope="session")
def tf1_reference() -> Callable[..., CheckedReference]:
    """A function: the folder of a recording (and ``checkpoint=`` for another checkpoint) -> what checks models."""

    def read(folder: Any, checkpoint: str | None = None) -> CheckedReference:
        from migrate.verify.reference import Reference

        return CheckedReference(Reference(folder, checkpoint))

    return read
