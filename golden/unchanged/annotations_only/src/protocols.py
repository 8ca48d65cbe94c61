import typing as t

import tensorflow as tf

if t.TYPE_CHECKING:
    from collections.abc import Callable

Scope: t.TypeAlias = "str | None"
Features = t.Mapping[str, tf.Tensor]


class Model(t.Protocol):
    name: str
    scope: Scope

    def __call__(self, features: Features, *, training: bool = ...) -> tf.Tensor: ...

    @property
    def trainable_variables(self) -> t.Sequence[tf.Variable]: ...


class Output(t.NamedTuple):
    logits: tf.Tensor
    state: tuple[tf.Tensor, ...] = ()


@t.overload
def first(xs: list[tf.Tensor]) -> tf.Tensor: ...
@t.overload
def first(xs: list["tf.RaggedTensor"]) -> "tf.RaggedTensor": ...
def first(xs):
    return xs[0]
