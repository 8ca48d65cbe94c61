"""What Keras makes while a layer of ``get_layer`` runs comes from `get_variable`, under its TF1 name."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.keras_host import layers_within
from migrate.compat_scope.keras_paths import scope_repeated
from migrate.compat_scope.lifted import keras_making
from migrate.compat_scope.lifted.layer_op_names import named_as_in_tf1
from migrate.compat_scope.lifted.layer_random import FreshSeed
from migrate.compat_scope.lifted.layer_registry import LayerRecord
from migrate.compat_scope.lifted.layer_training import decided_by_tensors
from migrate.compat_scope.lifted.layer_updates import collect_updates, follows_batches
from migrate.compat_scope.lifted.unnamed_levels import later_levels, names_next
from migrate.compat_scope.modes import executing_eagerly, in_graph
from migrate.compat_scope.passes import current
from migrate.compat_scope.reference_variables import for_keras
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.shape_behavior import plain_sizes
from migrate.compat_scope.variables import stored_variable as get_variable


class _Local(threading.local):
    def __init__(self) -> None:
        self.makings: list[Making] = []
        self.inside = False  # a variable is being made by get_variable itself


_local = _Local()


def innermost() -> Making | None:
    """The layer of ``get_layer`` that runs on this thread, the innermost if several."""
    return _local.makings[-1] if _local.makings else None


def makings() -> list[Making]:
    """All of them, outermost first."""
    return _local.makings


class Making:
    """One call of a layer: its variables are those of a variable scope.

    Attributes:
        record: the layer.
        scope: its variable scope, entered.
        error: the latest error that a variable met, without what Keras adds to it.
        plain_sizes: whether sizes of shapes are numbers in the layer only, in a program that has `Dimension` objects.
    """

    def __init__(self, record: LayerRecord, scope: Any) -> None:
        self.record = record
        self.scope = scope
        self.error: ValueError | None = None
        self.plain_sizes = False

    @contextmanager
    def entered(self) -> Iterator[None]:
        """While the layer is called. Checks the variables it has already, as TF1 would for the function's."""
        self._meet()
        record, layer = self.record, self.record.layer
        with ExitStack() as stack:
            prepare: list[Callable[[Any], None]] = []
            if not executing_eagerly():
                deciding = stack.enter_context(decided_by_tensors(layer))
                prepare.append(deciding.prepare)
            if in_graph():
                prepare.append(stack.enter_context(named_as_in_tf1(layer)).prepare)
            prepare += self._hooks(stack)
            if not record.complete:
                stack.enter_context(keras_making.built_by_calling(layer, prepare))
                stack.enter_context(tf.variable_creator_scope(self._created))
            if in_graph():
                stack.enter_context(collect_updates(self._kept, deciding.decided))
                self.plain_sizes = stack.enter_context(plain_sizes())
            with self.active():
                yield
            record.complete = record.complete or keras_making.is_built(layer)

    @contextmanager
    def active(self) -> Iterator[None]:
        """While it is the innermost; an error of a variable is the program's, as it was."""
        _local.makings.append(self)
        try:
            yield
        except ValueError as error:
            if self.error is not None and str(self.error) in str(error):
                raise self.error from None
            raise
        finally:
            _local.makings.pop()

    def hosted(self, layer: Any, part: str) -> None:
        """The call of `layer` has run what it hosts as `part`."""

    def is_inside(self) -> bool:
        """Whether the variable that is being made is one of `get_variable` already."""
        return _local.inside

    def name_below(self, path: str) -> str:
        """The TF1 name, below the layer's scope, of what has the Keras path `path` below the layer."""
        first, *rest = keras_making.tf1_path(path, self.record.layer).split("/")
        name = "/".join([self.level(first) if rest else first, *rest])
        around = self.scope.name
        return scope_repeated(name, f"{around}/" if around else "")

    def level(self, first: str) -> str:
        """What TF1 called the first level of a name below the layer; what is made late is counted here, for the first time."""
        record = self.record
        if record.cls is not None and first not in record.unnamed:
            later = {**record.later, **later_levels(record.cls, first, record.unnamed)}
            if later != record.later:
                with self._in_scope():
                    record.unnamed |= names_next(later)
                record.later = later
        return record.unnamed.get(first, first)

    def prepared(self, layer: Any) -> Any:
        """A module that was made for this call, as it is called."""
        return layer

    def _kept(self) -> list[Any]:
        """The averages of batches that the layer and those below it keep."""
        owners = filter(follows_batches, layers_within(self.record.layer))
        return [weight.value for owner in owners for weight in owner.non_trainable_weights]

    def _hooks(self, stack: ExitStack) -> list[Callable[[Any], None]]:
        """What else goes round the calls of the layer and those below, entered on `stack`; for layers built meanwhile."""
        del stack
        return []

    def _meet(self) -> None:
        for name, (shape, dtype) in self.record.made.items():
            get_variable(name, shape, dtype)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """While a variable is made as TF1 code made it; its error is kept."""
        inside, _local.inside = _local.inside, True
        try:
            yield
        except ValueError as error:
            self.error = error
            raise
        finally:
            _local.inside = inside

    @contextmanager
    def _in_scope(self) -> Iterator[None]:
        with self.inside(), variable_scope(self.scope, auxiliary_name_scope=False):
            yield

    def _created(self, next_creator: Callable[..., Any], **kwargs: Any) -> Any:
        """Stands in for the making of a `tf.Variable` (see ``tf.variable_creator_scope``)."""
        made = None if _local.inside else keras_making.being_made()
        if made is not None and made.seeds is not None:
            return _random_state(made.seeds, kwargs)
        if made is None or not keras_making.is_below(made.path, self.record.layer):
            return next_creator(**kwargs)
        return self.by_get_variable(self.name_below(made.path), made, kwargs)

    def by_get_variable(
        self, name: str, made: keras_making.BeingMade, kwargs: dict[str, Any]
    ) -> Any:
        """The variable of this name below the layer's scope, as Keras holds it."""
        value = kwargs["initial_value"]
        initializer: Any = value
        if made.by_default and self.scope.initializer is not None:
            initializer = None  # TF1: that of the scope
        dtype = self.dtype_of(name, made, kwargs)
        known = made.shape if callable(value) else None
        if made.frozen:
            kwargs = {**kwargs, "trainable": False}
        variable = self.variable(
            name, initializer, known, dtype, kwargs, made.regularizer, made.constraint
        )
        return for_keras(variable) if in_graph() else variable

    def dtype_of(self, name: str, made: keras_making.BeingMade, kwargs: dict[str, Any]) -> tf.DType:
        """The dtype of a variable.

        Raises:
          ValueError: TF1's function would have taken another one, that of the scope.
        """
        dtype, default = tf.as_dtype(kwargs["dtype"]), tf.as_dtype(self.scope.dtype).base_dtype
        own = made.owner is not None and not keras_making.is_of_keras(made.owner)
        if own and dtype == tf.float32 and default != tf.float32:
            self.error = ValueError(
                f"{self.scope.name}/{name}: the variable scope has dtype {default.name}, and "
                f"{type(made.owner).__name__} makes variables of float32."
            )
            raise self.error
        return dtype

    def variable(
        self,
        name: str,
        initializer: Any,
        shape: Any,
        dtype: Any,
        kwargs: dict[str, Any],
        regularizer: Any = None,
        constraint: Any = None,
    ) -> Any:
        """The variable of this name below the layer's scope; `kwargs` are what `tf.Variable` was given."""
        if callable(initializer):
            initializer = _calling(initializer)
        with self._in_scope():
            variable = get_variable(
                name,
                shape,
                dtype,
                initializer,
                regularizer=of_tensor(regularizer),
                trainable=kwargs["trainable"],
                constraint=constraint or kwargs.get("constraint"),
                synchronization=kwargs["synchronization"],
                aggregation=kwargs["aggregation"],
            )
        if not isinstance(variable, tf.Variable):
            raise ValueError(
                f"{self.scope.name}/{name}: a partitioner or custom getter of the variable scope gave a "
                f"{type(variable).__name__}, which a layer cannot hold."
            )
        self.record.made[name] = (tuple(variable.shape.as_list()), dtype)
        return variable


@contextmanager
def constructing(cls: Any) -> Iterator[None]:
    """While a layer is made: no variable is, but for the state of random generators."""

    def created(next_creator: Callable[..., Any], **kwargs: Any) -> Any:
        made = None if _local.inside else keras_making.being_made()
        if made is None:
            return next_creator(**kwargs)
        if made.seeds is None:
            raise ValueError(
                f"{cls.__name__} makes the variable {made.path} in its constructor, where its place in the "
                "variable scopes is not known: make it in `build`."
            )
        return _random_state(made.seeds, kwargs)

    with keras_making.outside_tracing(), tf.variable_creator_scope(created):
        yield


@contextmanager
def making_only(cls: Any) -> Iterator[None]:
    """While a layer or module is made that is only looked at: what variables it makes are nobody's."""
    if issubclass(cls, tf.Module):
        with tf.Graph().as_default():
            yield
        return
    with constructing(cls):
        yield


def _random_state(seeds: Any, kwargs: dict[str, Any]) -> Any:
    """The state of a ``keras.random.SeedGenerator``: not a variable of TF1's."""
    if in_graph():
        return FreshSeed(seeds.get_config()["seed"], kwargs["dtype"])
    inside, _local.inside = _local.inside, True
    try:
        with tf.init_scope(), tf.compat.v1.name_scope(None):
            state = tf.Variable(**kwargs)
    finally:
        _local.inside = inside
    current().store.keep(state)
    return state


def _calling(value: Callable[[], Any]) -> Callable[..., Any]:
    def initializer(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
        del shape, dtype, partition_info  # Keras knows them
        return value()

    return initializer


def of_tensor(regularizer: Any) -> Any:
    """A regularizer of Keras, for a variable of TensorFlow."""
    if regularizer is None:
        return None

    def regularize(variable: Any) -> Any:
        return regularizer(tf.convert_to_tensor(variable))

    regularize.__name__ = type(regularizer).__name__
    return regularize
