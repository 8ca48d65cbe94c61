"""The variable store: what TF1 keeps per graph, kept per tracked callable (or once, for scripts)."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import tensorflow as tf

from migrate.compat_scope.deferred import DeferredLoss

# A source of values for variables that do not exist yet: name -> array, or None when it has none.
ValueSource = Callable[[str], Any]


@dataclass(frozen=True)
class SliceInfo:
    """Where one shard lies in a partitioned variable, as TF1's Saver writes it.

    Attributes:
        full_name: the checkpoint key of the whole variable, without ``/part_N``.
        full_shape: its shape.
        var_offset: the first index of the shard, per axis.
        var_shape: the shape of the shard.
    """

    full_name: str
    full_shape: tuple[int, ...]
    var_offset: tuple[int, ...]
    var_shape: tuple[int, ...]

    @property
    def spec(self) -> str:
        """The ``shape_and_slices`` string of SaveV2 and RestoreV2, e.g. ``"4 2 0,2:0,2"``."""
        sizes = " ".join(str(n) for n in self.full_shape)
        ranges = ":".join(f"{o},{n}" for o, n in zip(self.var_offset, self.var_shape, strict=True))
        return f"{sizes} {ranges}"


class VariableRecord:
    """One variable of a store, with what TF1 would keep beside it."""

    __slots__ = (
        "collections",
        "dtype",
        "key",
        "losses",
        "name",
        "part",
        "regularizer",
        "shape",
        "slice_info",
        "trace",
        "trainable",
        "variable",
    )

    def __init__(
        self,
        variable: Any,
        name: str,
        key: str | None = None,
        slice_info: SliceInfo | None = None,
        trace: str = "",
        trainable: bool = True,
        regularizer: Any = None,
    ) -> None:
        self.variable = variable
        self.trainable = trainable
        self.regularizer = regularizer
        self.name = name  # TF1's `v.op.name`: the name in checkpoints
        self.key = key  # what get_variable finds it by; None for a tf.Variable
        self.dtype = variable.dtype
        self.shape: list[int] | None = (
            variable.shape.as_list() if variable.shape.rank is not None else None
        )
        self.slice_info = slice_info
        self.collections: tuple[Any, ...] = ()  # the keys it was made for
        self.losses: list[Any] = []  # its entries in REGULARIZATION_LOSSES
        self.part: tuple[str, int] | None = None  # of a host: its part, and in which turn
        self.trace = trace  # where it was made, for TF1's "Originally defined at"


@dataclass
class Pending:
    """Values waiting for variables that do not exist yet (a restore asked for before building).

    Attributes:
        source: gives the value of a checkpoint key, or None.
        used: the keys taken so far, in order.
        any_shape: a value of another shape than the variable's is passed over, instead of an error.
    """

    source: ValueSource
    used: list[str] = field(default_factory=list)
    any_shape: bool = False


class Watcher(Protocol):
    """What is told of each variable that is made, and of copies when the store is copied."""

    def __call__(self, record: VariableRecord) -> None: ...

    def copied(self, record: VariableRecord) -> None: ...


class VariableStore:
    """Variables by TF1 name, in creation order, and the collections they belong to.

    Thread-safe: variables are made under :attr:`lock`; which names were met in the current run of the
    code is per pass (see ``passes.py``), not here.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.records: dict[str, VariableRecord] = {}  # by get_variable key
        self.by_name: dict[str, VariableRecord] = {}  # every variable, creation order
        self.partitioned: dict[str, Any] = {}  # full name -> PartitionedVariable
        self.collections: dict[Any, list[Any]] = {}  # variables and regularization losses, for good
        self.base_scope: str | None = None  # fixed by the first pass of a tracked callable
        self.last_pass: Any = None  # the latest finished call of a tracked callable
        self.layers: Any = None  # those of get_layer, once there are any
        self.shares = False  # reuse is automatic: what ``EagerVariableStore`` has as its store
        self._pending: list[Pending] = []
        self._watchers: list[Watcher] = []
        self.origins: dict[int, str] = (
            {}
        )  # id of what is in the collections -> who made it; "" a plain pass
        self.kept: Any = []  # state that is no variable of TF1's, as that of random generators

    @property
    def variables(self) -> list[Any]:
        """Every variable in creation order; shards of partitioned ones individually."""
        return [record.variable for record in self.by_name.values()]

    @property
    def trainable_variables(self) -> list[Any]:
        """The variables in TF1's TRAINABLE_VARIABLES collection, in creation order."""
        return list(self.collections.get(tf.compat.v1.GraphKeys.TRAINABLE_VARIABLES, ()))

    @property
    def names(self) -> dict[str, Any]:
        """TF1 name -> variable, in creation order (``a/v/part_0`` for shards)."""
        return {name: record.variable for name, record in self.by_name.items()}

    @property
    def regularization_losses(self) -> list[Any]:
        """One loss tensor per regularized variable, computed now, in creation order."""
        key = tf.compat.v1.GraphKeys.REGULARIZATION_LOSSES
        return [
            item.value() if isinstance(item, DeferredLoss) else item
            for item in self.collections.get(key, ())
        ]

    def slice_info(self, variable: Any) -> SliceInfo | None:
        """The place of a shard in its partitioned variable, or None for a whole variable."""
        for record in self.by_name.values():
            if record.variable is variable:
                return record.slice_info
        return None

    def add_pending(
        self, source: Mapping[str, Any] | ValueSource, any_shape: bool = False
    ) -> Pending:
        """Gives values to variables as they are created, instead of their initial values.

        Args:
            source: checkpoint key -> array, as a mapping or as a callable that returns None for an
                unknown key. A shard asks for the key of its whole variable and takes its slice.
            any_shape: pass over values of another shape than the variable has.

        Returns:
            The record of what was used; pass it to :meth:`remove_pending` to withdraw the rest.
        """
        pending = Pending(source if callable(source) else source.get, any_shape=any_shape)
        with self.lock:
            self._pending.append(pending)
        return pending

    def remove_pending(self, pending: Pending) -> None:
        """Withdraws what :meth:`add_pending` registered."""
        with self.lock:
            self._pending.remove(pending)

    def take_pending(self, name: str, slice_info: SliceInfo | None, shape: Any = None) -> Any:
        """The waiting value of the variable `name` (the newest source wins), or None."""
        key = name if slice_info is None else slice_info.full_name
        for pending in reversed(self._pending):
            value = pending.source(key)
            if value is None:
                continue
            whole = shape if slice_info is None else slice_info.full_shape
            if pending.any_shape and not _may_have(whole, value):
                continue
            if key not in pending.used:
                pending.used.append(key)
            if slice_info is None:
                return value
            where = zip(slice_info.var_offset, slice_info.var_shape, strict=True)
            return value[tuple(slice(offset, offset + size) for offset, size in where)]
        return None

    def begin(self, pass_: Any, around: Any = None) -> None:
        """Gives a new pass (a fork of the pass `around`, if given) the collections that it starts with.

        Variables that code like that of the pass made in its earlier runs are left out: as in TF1's graph, they come
        when the code comes to them. What was made otherwise is there from the start.
        """
        with self.lock:
            for key, lasting in self.collections.items():
                listed = lasting
                if around is not None:
                    done = around.merged.get(key, 0)
                    listed = [*around.collections.get(key, ()), *lasting[done:]]
                pass_.merged[key] = len(lasting)
                pass_.collections[key] = [
                    item for item in listed if self.origins.get(id(item)) != pass_.function
                ]
            if around is not None:
                for key, items in around.collections.items():
                    if key not in self.collections:
                        pass_.collections[key] = list(items)
            there = {id(item) for items in pass_.collections.values() for item in items}
            pass_.met = {id(r) for r in self.by_name.values() if id(r.variable) in there}

    def watch(self, on_create: Watcher) -> None:
        """Calls `on_create` for every variable there is, and for every one to come."""
        with self.lock:
            for record in list(self.by_name.values()):
                on_create(record)
            self._watchers.append(on_create)

    def keep(self, state: Any) -> None:
        """Holds, and saves with the host, what has no TF1 name."""
        with self.lock:
            self.kept.append(state)

    def register(self, record: VariableRecord) -> None:
        """Adds a new variable; the caller holds :attr:`lock`."""
        self.by_name[record.name] = record
        if record.key is not None:
            self.records[record.key] = record
        for on_create in self._watchers:
            on_create(record)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.variables)

    def __deepcopy__(self, memo: dict[int, Any]) -> VariableStore:
        """A store of copies of the variables, for a copy of the object that owns it.

        The layers of ``get_layer`` stay behind: the copy makes its own, over its own variables.
        """
        twin = memo[id(self)] = VariableStore()
        for name in ("records", "by_name", "partitioned", "collections", "kept", "_watchers"):
            setattr(twin, name, copy.deepcopy(getattr(self, name), memo))
        twin.base_scope = self.base_scope
        twin._pending = list(self._pending)
        for key, items in self.collections.items():
            for item, copied in zip(items, twin.collections[key], strict=True):
                if id(item) in self.origins:
                    twin.origins[id(copied)] = self.origins[id(item)]
        twin._tell_copies()
        return twin

    def detached(self) -> VariableStore:
        """A copy that has no owner."""
        return copy.deepcopy(self, {id(self._watchers): []})

    def __getstate__(self) -> dict[str, Any]:
        left_behind = ("lock", "last_pass", "layers", "_pending")
        state = {name: value for name, value in vars(self).items() if name not in left_behind}
        listed = [item for items in self.collections.values() for item in items]
        state["origins"] = [(i, self.origins[id(i)]) for i in listed if id(i) in self.origins]
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        VariableStore.__init__(self)
        vars(self).update(state)
        self.origins = {id(item): origin for item, origin in state["origins"]}
        self._tell_copies()

    def _tell_copies(self) -> None:
        for watcher in self._watchers:
            for record in self.by_name.values():
                watcher.copied(record)


def _may_have(shape: Any, value: Any) -> bool:
    return shape is None or bool(tf.TensorShape(shape).is_compatible_with(value.shape))
