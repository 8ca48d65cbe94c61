"""What a value may be, for telling variables from tensors without running anything.

A `Value` is deliberately coarse. The question it answers is whether an expression may be a symbolic
tensor, which is where a graph program and an eager one show different things to Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Value:
    """A set of possible Python values.

    Attributes:
      kind: ``other`` (nothing of TensorFlow's), ``unknown``, ``tensor``, ``variable``, ``scope``,
        ``layer`` (an object that makes tensors when called), ``session``, ``seq`` (``items`` holds
        the one element value), ``tuple``, ``dict`` (``items``: key, value), ``symbol`` (a TF1
        function, class or module), ``project`` (a function or class of the tree), ``instance`` (of a
        class of the tree), ``lambda`` ``ref`` (the type of a graph variable, ``float32_ref``) or ``shape``
        (of a tensor, and its dimensions).
      items: the parts of a container.
      ref: the symbol, or (module, qualified name).
    """

    kind: str
    items: tuple[Value, ...] = ()
    ref: str | tuple[str, str] = ""

    @property
    def may_be_tensor(self) -> bool:
        return self.kind in ("tensor", "unknown")

    @property
    def shows_graph(self) -> bool:
        """Printing it shows something else in eager mode than in a graph."""
        if self.kind in ("tensor", "variable", "ref"):
            return True
        # A shape prints the same by itself; inside a container TF 1 prints its Dimension objects.
        return self.kind in ("seq", "tuple", "dict") and any(
            v.shows_graph or v.kind == "shape" for v in self.items
        )


OTHER = Value("other")
UNKNOWN = Value("unknown")
TENSOR = Value("tensor")
VARIABLE = Value("variable")
SCOPE = Value("scope")
REF = Value("ref")
SHAPE = Value("shape")
LAYER = Value("layer")
SESSION = Value("session")
VARIABLES = Value("seq", (VARIABLE,))
_DEPTH = 4


def join(a: Value, b: Value) -> Value:
    """What may be ``a`` or ``b``."""
    if a == b or b.kind == "other":
        return a
    if a.kind == "other":
        return b
    kinds = {a.kind, b.kind}
    if kinds <= {"tensor", "variable", "unknown"}:
        return TENSOR if "tensor" in kinds else UNKNOWN
    if kinds <= {"seq", "tuple"}:
        if a.kind == b.kind == "tuple" and len(a.items) == len(b.items):
            return Value("tuple", tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)))
        return Value("seq", (join(element(a), element(b)),))
    if kinds == {"dict"}:
        return Value("dict", (join(a.items[0], b.items[0]), join(a.items[1], b.items[1])))
    return UNKNOWN


def join_all(values: list[Value] | tuple[Value, ...]) -> Value:
    result = OTHER
    for value in values:
        result = join(result, value)
    return result


def element(value: Value) -> Value:
    """What iterating or indexing ``value`` gives."""
    if value.kind == "seq":
        return value.items[0]
    if value.kind == "tuple":
        return join_all(value.items)
    if value.kind == "dict":
        return value.items[0]
    if value.kind in ("tensor", "variable"):
        return TENSOR
    if value.kind == "shape":
        return SHAPE
    if value.kind == "other":
        return OTHER
    return UNKNOWN


def sequence(item: Value) -> Value:
    return Value("seq", (limit(item),))


def limit(value: Value, depth: int = _DEPTH) -> Value:
    """``value`` with containers below ``depth`` forgotten, so that joins always come to an end."""
    if not value.items:
        return value
    if depth == 0:
        return UNKNOWN
    return Value(value.kind, tuple(limit(v, depth - 1) for v in value.items), value.ref)


_VARIABLE = re.compile(
    r"tf\.(get_variable|Variable|get_local_variable)"
    r"|tf\.contrib\.(framework|slim)\.(local_variable|model_variable|variable"
    r"|get_or_create_global_step|create_global_step|get_global_step|global_variable)"
    r"|tf\.train\.(get_or_create_global_step|create_global_step|get_global_step)"
)
_VARIABLES = re.compile(
    r"tf\.(contrib\.(framework|slim)\.)?(global|trainable|local|model|moving_average|all)_variables"
    r"|tf\.contrib\.(framework|slim)\.get_(\w+_)?variables(_\w+)?"
)
_SCOPE = re.compile(r"tf\.(get_variable_scope|VariableScope|variable_scope|variable_op_scope)")
# Families whose functions give Python values, not tensors.
_OTHER = re.compile(
    r"tf\.(gfile|logging|flags|app|test|sysconfig|resource_loader|compat|version|initializers|io\.gfile"
    r"|errors|train\.(latest_checkpoint|list_variables|load_\w+|NewCheckpointReader|checkpoint_exists"
    r"|get_checkpoint_state|global_step)|contrib\.training\.HParams|keras\.(initializers|regularizers)"
    r"|name_scope|op_scope|GraphKeys|device|control_dependencies|set_random_seed|random\.set_random_seed"
    r"|executing_eagerly|as_dtype|TensorShape|Dimension|get_collection_ref|add_to_collection\w*"
    r"|contrib\.(framework|slim)\.(arg_scope|add_arg_scope|arg_scoped_arguments)|get_default_graph|Graph"
    r"|ConfigProto|GPUOptions|RunOptions|RunMetadata|Summary|train\.(Example|Features?|\w+List)"
    r"|no_regularizer|load_\w+|import_graph_def|AUTO_REUSE)(\..*)?"
    r"|tf\.(\w+\.)*\w*initializer(_conv2d)?|tf\.contrib\.(layers|slim)\.\w*_regularizer"
)
_SESSION = re.compile(r"tf\.(Interactive)?Session|tf\.train\.(Singular)?Monitored\w*Session")
_DTYPES = re.compile(r"tf\.(dtypes\.)?(q?u?int\d+|b?float\d+|complex\d+|bool|string|half|double)")


@lru_cache(maxsize=4096)
def called(symbol: str) -> Value:
    """What calling the TF1 function or class ``symbol`` gives."""
    if _VARIABLE.fullmatch(symbol):
        return VARIABLE
    if _VARIABLES.fullmatch(symbol):
        return VARIABLES
    if _SCOPE.fullmatch(symbol):
        return SCOPE
    if _SESSION.fullmatch(symbol):
        return SESSION
    if _OTHER.fullmatch(symbol) or _DTYPES.fullmatch(symbol):
        return OTHER
    last = symbol.rpartition(".")[2]
    if last[:1].isupper() and last not in ("Print", "Assert"):
        return LAYER
    return TENSOR
