"""Tracked callables: objects that own the variables which TF1 code inside them makes.

Each call is a new pass (``passes.py``): TF1's rules hold within it, and the same names give the same
variables in every one. The variables are saved with the object, whatever TensorFlow or Keras way of
saving is used.
"""

from __future__ import annotations

import copy
import copyreg
import functools
from collections.abc import Callable
from typing import Any, TypeVar

import tensorflow as tf

from migrate.compat_scope import keras_host, precision
from migrate.compat_scope.collections import GraphKeys, collection_list, warn_of_unmet
from migrate.compat_scope.deferred import DeferredLoss
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.passes import Pass, active_store, current, entered
from migrate.compat_scope.store import SliceInfo, VariableRecord, VariableStore

_STORE = "_tf1_store"
_Method = TypeVar("_Method", bound=Callable[..., Any])


class _TrackedVariables(tf.Module):  # type: ignore[misc]
    """The variables of a host where TensorFlow's savers find them (keys: TF1 names)."""

    def __init__(self) -> None:
        super().__init__(name="tf1_variables")
        self.by_name: dict[str, Any] = {}
        self.kept: list[Any] = []


def store_of(host: Any) -> VariableStore:
    """The store of a tracked callable (a `tf.Module`, a Keras layer); made on first use.

    Raises:
        TypeError: `host` is neither.
    """
    store: VariableStore | None = getattr(host, _STORE, None)
    if store is None:
        if isinstance(host, VariableStore):
            return host
        if not (isinstance(host, tf.Module) or keras_host.is_keras_layer(host)):
            raise TypeError(
                f"{type(host).__name__} cannot own variables: a tf.Module or a keras.layers.Layer can."
            )
        store = VariableStore()
        own(host, store)
    return store


def own(host: Any, store: VariableStore) -> None:
    """Has `host` own what is in the store, and what will be: its savers find the variables."""
    object.__setattr__(host, _STORE, store)
    tracked = _TrackedVariables()
    host._tf1_variables = tracked
    tracked.kept.extend(store.kept)
    store.kept = tracked.kept
    store.watch(_Adoption(host, tracked))
    if keras_host.is_keras_layer(host):
        if not hasattr(type(host), "__deepcopy__"):
            object.__setattr__(host, "__deepcopy__", functools.partial(_copied_layer, host))
        if keras_host.is_pickled_by_keras(type(host)):
            copyreg.pickle(type(host), _reduced_layer)


class _Adoption:
    """Makes a host own what its store makes. An object, so that a copy of the host gets one of its own."""

    def __init__(self, host: Any, tracked: _TrackedVariables) -> None:
        self._host = host
        self._tracked = tracked

    def __call__(self, record: VariableRecord) -> None:
        self._tracked.by_name[record.name] = record.variable
        if keras_host.is_keras_layer(self._host):
            keras_host.adopt(self._host, record, record.trainable, record.regularizer)
        else:
            self.copied(record)

    def copied(self, record: VariableRecord) -> None:
        """A variable of a module has its regularizer, of which its copies know nothing."""
        if isinstance(self._host, tf.Module) and record.regularizer is not None:
            record.variable.regularizer = record.regularizer


def _copied_layer(host: Any, memo: dict[int, Any]) -> Any:
    """`copy.deepcopy` of a Keras layer that hosts TF1 code.

    Keras copies a layer by saving and building it anew, which makes no variable that `call` makes.
    """
    twin = memo[id(host)] = type(host).from_config(host.get_config())
    if host.built:
        twin.build_from_config(host.get_build_config() or {})
    if getattr(twin, _STORE, None) is None:  # building a model calls it
        tracked, store = host._tf1_variables, store_of(host)
        twin._tf1_variables = memo[id(tracked)] = _TrackedVariables()
        twin._tf1_variables.kept.extend(copy.deepcopy(list(tracked.kept), memo))
        memo[id(store.kept)] = twin._tf1_variables.kept
        copied = copy.deepcopy(store, memo)
        object.__setattr__(twin, _STORE, copied)
        object.__setattr__(twin, "__deepcopy__", functools.partial(_copied_layer, twin))
        adopt = _Adoption(twin, twin._tf1_variables)
        for record in copied.by_name.values():
            adopt(record)
    keras_host.assign_values(twin, *keras_host.values_of(host))
    return twin


def _reduced_layer(host: Any) -> Any:
    """`copy.copy` and `pickle` of such a layer, for which Keras has no more than its copies have."""
    store: VariableStore | None = getattr(host, _STORE, None)
    if store is None:
        return host.__reduce_ex__(2)
    built = (host.get_build_config() or {}) if host.built else None
    state = store.detached(), *keras_host.values_of(host)
    return _restored_layer, (type(host), host.get_config(), built, *state)


def _restored_layer(
    kind: Any, config: Any, built: Any, store: VariableStore, name: str, values: Any
) -> Any:
    twin = kind.from_config(config)
    if built is not None:
        twin.build_from_config(built)
    if getattr(twin, _STORE, None) is None:
        own(twin, store)
    keras_host.assign_values(twin, name, values)
    return twin


def run_hosted(host: Any, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Runs `function` in a new pass of `host`'s store; within such a pass, simply calls it."""
    if keras_host.is_keras_layer(host):
        with precision.mixed_for(host):
            return _run_hosted(host, function, *args, **kwargs)
    return _run_hosted(host, function, *args, **kwargs)


def _run_hosted(host: Any, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    if in_graph():
        return function(*args, **kwargs)
    store = store_of(host)
    if active_store() is store:
        return function(*args, **kwargs)
    if store.base_scope is None:
        # As a TF1 layer did, it keeps the scope it was first called in.
        store.base_scope = current().scope.name
    pass_ = Pass(store)
    with entered(pass_, store.base_scope):
        result = function(*args, **kwargs)
    warn_of_unmet(pass_)
    store.last_pass = pass_
    return result


def track_variables(method: _Method) -> _Method:
    """Decorates a method of a `tf.Module` or Keras layer whose body is TF1 scope code.

    All decorated methods of an object share its store; one that calls another stays in its pass::

        class Encoder(tf.Module):
            @compat_scope.track_variables
            def __call__(self, x):
                with compat_scope.variable_scope("encoder"):
                    return compat_scope.layers.dense(x, 4)
    """

    @functools.wraps(method)
    def tracked(self: Any, *args: Any, **kwargs: Any) -> Any:
        return run_hosted(self, method, self, *args, **kwargs)

    return not_converted(tracked)  # type: ignore[return-value]


class ScopedModule(tf.Module):  # type: ignore[misc]
    """A `tf.Module` around a TF1 model function: calling it runs the function in its own store.

    Args:
        function: the function, or an object to call.
        name: the module's name; variables take none of it.
    """

    def __init__(self, function: Callable[..., Any], name: str | None = None) -> None:
        super().__init__(name=name)
        self.function = function
        self.store: VariableStore = store_of(self)

    @not_converted
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return run_hosted(self, self.function, *args, **kwargs)

    @property
    def variables(self) -> tuple[Any, ...]:
        """Every variable, in creation order."""
        return tuple(self.store.variables)

    @property
    def trainable_variables(self) -> tuple[Any, ...]:
        """The trainable variables, in creation order."""
        return tuple(self.store.trainable_variables)

    @property
    def non_trainable_variables(self) -> tuple[Any, ...]:
        """The other variables, in creation order."""
        trainable = {id(v) for v in self.store.trainable_variables}
        return tuple(v for v in self.store.variables if id(v) not in trainable)

    @property
    def names(self) -> dict[str, Any]:
        """TF1 name -> variable, in creation order."""
        return self.store.names

    @property
    def regularization_losses(self) -> list[Any]:
        """One loss per regularized variable, computed now."""
        return self.store.regularization_losses

    def get_collection(self, key: Any) -> list[Any]:
        """What the collection held at the end of the latest call."""
        if self.store.last_pass is None:
            return []
        items = collection_list(self.store.last_pass, key)
        return [item.value() if isinstance(item, DeferredLoss) else item for item in items]


def variable_store(owner: Any = None) -> VariableStore:
    """The store of a tracked callable, or the one in use here when `owner` is None."""
    return current().store if owner is None else store_of(owner)


def named_variables(owner: Any = None) -> dict[str, Any]:
    """TF1 name -> variable, in creation order, for whatever holds variables.

    Args:
        owner: a :class:`VariableStore`, a :class:`ScopedModule`, a `tf.Module` or Keras layer that
            hosts TF1 code (or contains such), or None for the store in use here, in graph mode the
            graph. What Keras or a module made itself is called what ``migrate.checkpoint.owners.name_of`` says.

    Raises:
        ValueError: two variables have the same TF1 name.
    """
    if owner is None:
        if in_graph():
            found = tf.compat.v1.get_collection(GraphKeys.GLOBAL_VARIABLES)
            return {variable.op.name: variable for variable in found}
        return current().store.names
    if isinstance(owner, VariableStore):
        return owner.names
    names: dict[str, Any] = {}
    for part in _parts(owner):
        store: VariableStore | None = getattr(part, _STORE, None)
        if store is not None:
            _merge(names, store.names)
    if keras_host.is_keras_layer(owner) or isinstance(owner, tf.Module):
        from migrate.checkpoint.owners import owned

        ours = {id(variable) for variable in names.values()}
        places: dict[int, int] = {}
        for item in owned(owner):
            variable = item.variable
            if not isinstance(variable, tf.Variable):
                variable = getattr(variable, "value", variable)  # a `ShardedVariable` has none
            places[id(variable)] = len(places)
            if id(variable) not in ours:
                _merge(names, {item.name: variable})
        # What layers host stands among their other variables.
        names = dict(sorted(names.items(), key=lambda item: places.get(id(item[1]), -1)))
    return names


def slice_infos(owner: Any = None) -> dict[str, SliceInfo]:
    """TF1 name -> its place in the whole, for every shard among :func:`named_variables`."""
    if owner is None and not in_graph():
        owner = current().store
    found: dict[str, SliceInfo] = {}
    for part in [owner] if isinstance(owner, VariableStore | None) else _parts(owner):
        store = part if isinstance(part, VariableStore) else getattr(part, _STORE, None)
        if store is not None:
            for name, record in store.by_name.items():
                if record.slice_info is not None:
                    found[name] = record.slice_info
    if owner is None:
        for variable in tf.compat.v1.get_collection(GraphKeys.GLOBAL_VARIABLES):
            info = getattr(variable, "_save_slice_info", None)
            if info is not None:
                fields = (info.full_shape, info.var_offset, info.var_shape)
                found[variable.op.name] = SliceInfo(info.full_name, *(tuple(f) for f in fields))
    return found


def _parts(owner: Any) -> list[Any]:
    if keras_host.is_keras_layer(owner):
        return list(keras_host.layers_within(owner))
    if isinstance(owner, tf.Module):
        return [owner, *owner.submodules]
    raise TypeError(f"{type(owner).__name__} holds no TF1 variables.")


def _merge(names: dict[str, Any], more: dict[str, Any]) -> None:
    for name, variable in more.items():
        if names.setdefault(name, variable) is not variable:
            raise ValueError(
                f"Two variables are called {name!r}; call their owners in different variable scopes."
            )
