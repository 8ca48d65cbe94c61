"""First values of variables that code computes: what is drawn by NumPy, scaled, filled with one number, or given by a function.

np.random.normal(0.0, s, (n, m)).astype(np.float32)   RandomNormal(mean=0.0, stddev=s), (n, m)
tf.random_normal([n, m]) * 0.01                       RandomNormal(stddev=0.01), [n, m]
tf.zeros([1, n]) + 0.1                                Constant(0.1), [1, n]
xavier([n, m])                                        lambda shape, dtype: xavier(shape), [n, m]
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from migrate.lift.binding.purity import check_pure
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, parameters
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.model.tree import Key
from migrate.plan.times import Time

Text = Callable[[ast.expr], str]
Found = tuple[ast.expr | str, str]  # the shape, or its text, and the initializer

# NumPy's: the parameters, and Keras' class with the names of its arguments.
_NUMPY = {
    "normal": (("loc", "scale", "size"), "RandomNormal", ("mean", "stddev"), ("0.0", "1.0")),
    "uniform": (("low", "high", "size"), "RandomUniform", ("minval", "maxval"), ("0.0", "1.0")),
    "standard_normal": (("size",), "RandomNormal", ("mean", "stddev"), ("0.0", "1.0")),
}
_DIMENSIONS = {"randn": "standard_normal", "rand": "uniform"}  # take the sizes one by one
_SCALED = {"tf.random_normal": "RandomNormal", "tf.truncated_normal": "TruncatedNormal"}
_DRAWN = ("shape", "mean", "stddev", "dtype", "seed", "name")
_BY_SHAPE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_SCALED, _DRAWN),
    "tf.random_uniform": ("shape", "minval", "maxval", "dtype", "seed", "name"),
    **dict.fromkeys(("tf.zeros", "tf.ones"), ("shape", "dtype", "name")),
}
_ROOTS = ("sqrt", "float", "int")


def computed(view: View, value: ast.expr, float32: bool, text: Text) -> Found | None:
    """The shape and initializer of such a value; None for any other.

    Args:
      float32: the variable says that it is one, whatever the value is.
    """
    found = _of_numpy(view, value, float32, text) or _scaled(view, value, text)
    found = found or _filled(view, value) or _identity(view, value, text)
    return found or _of_function(view, value)


def numpy_draw(view: View, value: ast.expr) -> ast.Call | None:
    """The call of NumPy that draws a value, as another type if need be; None for any other value."""
    call = value
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        call = call.func.value if call.func.attr == "astype" else call
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    modules = {f"{name}.random" for name in values.numpy_names(view.source)}
    known = call.func.attr in _NUMPY or call.func.attr in _DIMENSIONS
    return call if known and ast.unparse(call.func.value) in modules else None


def drawn_before(view: View) -> set[int]:
    """The ids of statements that name what NumPy draws, for first values of variables."""
    found: set[int] = set()
    for site in view.sites if any(s.kind == "weight" for s in view.sites) else ():
        for value in (*site.node.args, *(k.value for k in site.node.keywords)):
            assigned = view.assignments(value.id) if isinstance(value, ast.Name) else []
            one = assigned[0] if len(assigned) == 1 else None
            if isinstance(one, ast.Assign) and numpy_draw(view, one.value) is not None:
                found.add(id(one))
    return found


def _of_numpy(view: View, value: ast.expr, float32: bool, text: Text) -> Found | None:
    call = numpy_draw(view, value)
    if call is None:
        return None
    if call is not value:
        assert isinstance(value, ast.Call)
        plain = len(value.args) == 1 and not value.keywords
        float32 = plain and values.says_float32(view.source, value.args[0])
    if not float32:
        return None
    kind = call.func.attr  # type: ignore[attr-defined]
    if kind in _DIMENSIONS:
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        if not call.args or call.keywords or starred or _late(view, call.args):
            return None
        made = _NUMPY[_DIMENSIONS[kind]][1]
        arguments, defaults = _NUMPY[_DIMENSIONS[kind]][2:]
        parts = [f"{a}={d}" for a, d in zip(arguments, defaults, strict=True)]
        parts = parts[1:] if made == "RandomNormal" else parts
        return _listed(call.args, text), f"keras.initializers.{made}({', '.join(parts)})"
    names, made, arguments, defaults = _NUMPY[kind]
    given = values.arguments(call, names)
    if given is None or "size" not in given or _late(view, given.values()):
        return None
    sizes = _sizes(given["size"])
    if not all(_is_scalar(view, v, sizes) for k, v in given.items() if k != "size"):
        return None
    shown = [text(given[n]) if n in given else d for n, d in zip(names, defaults, strict=False)]
    if kind == "standard_normal":
        shown = list(defaults)
    parts = [f"{a}={s}" for a, s in zip(arguments, shown, strict=True)]
    if made == "RandomNormal" and shown[0] in ("0", "0.0"):
        parts = parts[1:]
    return given["size"], f"keras.initializers.{made}({', '.join(parts)})"


def _listed(sizes: list[ast.expr], text: Text) -> str:
    return f"[{', '.join(map(text, sizes))}]"


def _scaled(view: View, value: ast.expr, text: Text) -> Found | None:
    """What is drawn around zero, times a number."""
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, (ast.Mult, ast.Div)):
        return None
    drawn, factor = value.left, value.right
    if isinstance(value.op, ast.Mult) and view.source.called(drawn) not in _SCALED:
        drawn, factor = factor, drawn
    symbol = view.source.called(drawn)
    given = values.arguments(drawn, _DRAWN) if symbol in _SCALED else None
    if not given or "shape" not in given or {"mean", "dtype"} & given.keys():
        return None
    stddev, sizes = given.get("stddev"), _sizes(given["shape"])
    numbers = [factor] if stddev is None else [factor, stddev]
    if _late(view, (*given.values(), factor)):
        return None
    if not all(_is_scalar(view, number, sizes) for number in numbers):
        return None
    times = isinstance(value.op, ast.Mult)
    shown = "1.0" if stddev is None else _part(stddev, text)
    shown = f"{shown} {'*' if times else '/'} {_part(factor, text)}"
    if stddev is None and times:
        shown = text(factor)
    parts = [f"stddev={shown}"]
    parts += [f"seed={text(given['seed'])}"] if "seed" in given else []
    return given["shape"], f"keras.initializers.{_SCALED[symbol]}({', '.join(parts)})"


def _part(node: ast.expr, text: Text) -> str:
    """A number as a factor."""
    return f"({text(node)})" if isinstance(node, ast.BinOp) else text(node)


def _filled(view: View, value: ast.expr) -> Found | None:
    """``tf.zeros(shape) + 0.1``, ``0.5 * tf.ones(shape)``."""
    if not isinstance(value, ast.BinOp) or not isinstance(value.op, (ast.Add, ast.Sub, ast.Mult)):
        return None
    filled, number = value.left, value.right
    if not isinstance(value.op, ast.Sub) and isinstance(filled, (ast.Constant, ast.UnaryOp)):
        filled, number = number, filled
    symbol = view.source.called(filled)
    given = values.arguments(filled, ("shape", "dtype", "name"))
    if symbol not in ("tf.zeros", "tf.ones") or not given or "dtype" in given:
        return None
    try:
        amount = ast.literal_eval(number)
    except ValueError:
        return None
    if type(amount) not in (int, float) or "shape" not in given or _late(view, given.values()):
        return None
    start = float(symbol == "tf.ones")
    shown = start + amount if isinstance(value.op, ast.Add) else start - amount
    shown = start * amount if isinstance(value.op, ast.Mult) else shown
    return given["shape"], f"keras.initializers.Constant({shown!r})"


def _identity(view: View, value: ast.expr, text: Text) -> Found | None:
    if view.source.called(value) != "tf.eye" or not isinstance(value, ast.Call):
        return None
    given = values.arguments(value, ("num_rows", "num_columns"))
    if not given or "num_rows" not in given or _late(view, given.values()):
        return None
    sizes = [given["num_rows"], given.get("num_columns", given["num_rows"])]
    return _listed(sizes, text), "keras.initializers.Identity()"


def _of_function(view: View, value: ast.expr) -> Found | None:
    """What a function of the tree gives for a shape: its tensors always have that shape."""
    key = of_function(view, value)
    function = view.tree.function(key) if key is not None else None
    if key is None or function is None or not isinstance(value, ast.Call):
        return None
    taken = [a.arg for a, _, _ in parameters(function)]
    if value.keywords or len(value.args) != 1 or not taken:
        return None
    if not _has_shape(view, key[0], function, taken[0]):
        return None
    return value.args[0], f"lambda shape, dtype: {ast.unparse(value.func)}(shape)"


def of_function(view: View, value: ast.expr) -> Key | None:
    """The function of the tree that computes a value from what is known before the call, and does nothing else."""
    key = view.tree.callee(view.source, value) if isinstance(value, ast.Call) else None
    function = view.tree.function(key) if key is not None else None
    if key is None or function is None or not isinstance(value, ast.Call):
        return None
    if key in view.tree.graph.creating or function.decorator_list:
        return None
    given = [*value.args, *(k.value for k in value.keywords)]
    if any(isinstance(a, ast.Starred) for a in value.args) or _late(view, given):
        return None
    try:
        check_pure(view.source, view.tree, value)
    except Refused:
        return None
    return key


def _has_shape(view: View, module: str, function: FunctionNode, name: str) -> bool:
    """Whether all that a function returns is drawn, or filled, in the shape that it is given."""
    source = view.tree.sources[module]
    nodes = list(own_nodes(function.body))
    stored = [n for n in nodes if isinstance(n, ast.Name) and n.id == name]
    if any(not isinstance(n.ctx, ast.Load) for n in stored):
        return False
    returns = [n.value for n in nodes if isinstance(n, ast.Return)]
    if not returns or not isinstance(function.body[-1], (ast.Return, ast.If)):
        return False
    for value in returns:
        symbol = source.called(value) if value is not None else ""
        given = values.arguments(value, _BY_SHAPE.get(symbol, ())) if value is not None else None
        shape = given.get("shape") if given else None
        if symbol not in _BY_SHAPE or not given or "dtype" in given:
            return False
        if not isinstance(shape, ast.Name) or shape.id != name:
            return False
    return isinstance(function.body[-1], ast.Return)


def _late(view: View, nodes: Iterable[ast.expr]) -> bool:
    return any(view.time(n) is Time.CALL for n in nodes)


def _sizes(shape: ast.expr) -> frozenset[str]:
    """The names that are sizes in a shape."""
    items = shape.elts if isinstance(shape, (ast.List, ast.Tuple)) else []
    return frozenset(n.id for n in items if isinstance(n, ast.Name))


def _is_scalar(view: View, node: ast.expr, sizes: frozenset[str], depth: int = 0) -> bool:
    """Whether an expression is one number: written out, a size, a root of one, or a name for such."""

    def scalar(part: ast.expr) -> bool:
        return _is_scalar(view, part, sizes, depth + 1)

    if depth > 8:
        return False
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float)
    if isinstance(node, ast.UnaryOp):
        return scalar(node.operand)
    if isinstance(node, ast.BinOp):
        return scalar(node.left) and scalar(node.right)
    if isinstance(node, ast.Call):
        root = ast.unparse(node.func).rpartition(".")[2] in _ROOTS and not node.keywords
        root = root and not view.source.called(node)  # no tensor
        return root and len(node.args) == 1 and scalar(node.args[0])
    if isinstance(node, ast.Subscript):
        return view.time(node.value) is Time.SHAPE and not isinstance(node.slice, ast.Slice)
    if not isinstance(node, ast.Name):
        return False
    assigned = view.assignments(node.id)
    if node.id in view.param_names:
        given = [d for a, d, _ in view.params if a.arg == node.id and d is not None]
        given += [value for _, value in view.tree.given(view.key, node.id)]
        known = bool(given) and all(
            isinstance(g, ast.Constant) and type(g.value) in (int, float) for g in given
        )
        return not assigned and (known or node.id in sizes)
    if node.id in sizes:
        return True
    held = [a.value for a in assigned if isinstance(a, ast.Assign)]
    return bool(held) and len(held) == len(assigned) and all(map(scalar, held))
