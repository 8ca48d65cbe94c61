"""Variables of lifted `tf.Module`s, and their initial values, in TensorFlow's own terms."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.checks.default_values import DEFAULT
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.lift.text.first_values import of_function
from migrate.lift.text.layer_text import regularizer as regularizer_text
from migrate.lift.text.layer_text import whole_shape
from migrate.lift.text.own_classes import class_in
from migrate.lift.text.remarks import joined, with_remarks
from migrate.lift.text.targets import Text, Weight
from migrate.lift.text.weight_dtypes import follows_input
from migrate.lift.text.weight_text import constraint, shape_kind
from migrate.plan.times import Time

# What an initializer of these draws, as an expert writes it: TF1's name, which the rest of the migration brings
# up to date. The parameters are those of the initializer in TF1's order; the op has the same defaults.
_DRAWN = {
    "random_normal": ("tf.random_normal", ("mean", "stddev", "seed", "dtype")),
    "truncated_normal": ("tf.truncated_normal", ("mean", "stddev", "seed", "dtype")),
    "random_uniform": ("tf.random_uniform", ("minval", "maxval", "seed", "dtype")),
}
_KNOWN = frozenset(
    [
        "zeros",
        "ones",
        "constant",
        "random_normal",
        "truncated_normal",
        "random_uniform",
        "variance_scaling",
        "glorot_uniform",
        "glorot_normal",
        "orthogonal",
        "identity",
        "uniform_unit_scaling",
    ]
)
_CLASSES = frozenset(["he_normal", "he_uniform", "lecun_normal", "lecun_uniform"])
_FLOATS = frozenset(["float16", "float64", "bfloat16", "half", "double"])


def variable(view: View, weight: Weight, text: Text) -> str:
    """``tf.Variable(...)``.

    Raises:
      Refused: its first value cannot be told.
    """
    given, line = weight.given, weight.site.node.lineno
    if weight.site.symbol == "tf.Variable":
        value = _given_value(view, given.get("initial_value"), line, text)
        dtype = given.get("dtype")
        typed = [f"dtype={text(dtype)}"] if dtype is not None else []
    else:
        typed = []
        value = _initial(view, given, line, text)
    parts = [_remarked(view, weight, value), *typed]
    if weight.name:
        parts.append(f"name={weight.name}")
    if "trainable" in given and not values.constant(given["trainable"], True):
        parts.append(f"trainable={text(given['trainable'])}")
    made = f"tf.Variable({joined([*parts, *constraint(given, text)])})"
    if "regularizer" not in given or values.constant(given["regularizer"], None):
        return made
    shown = regularizer_text(view, given["regularizer"], text)
    return f"{class_in(view.source, view.table, 'regularized', line)}({made}, {shown})"


def _remarked(view: View, weight: Weight, value: str) -> str:
    """A first value with the comment that the code has beside what it is made of."""
    for name in ("initial_value", "shape", "initializer"):
        node = weight.given.get(name)
        found = value if node is None else with_remarks(view.source, weight.site.node, node, value)
        if getattr(found, "above", ()) or getattr(found, "behind", ""):
            return found
    return value


def _dtype(view: View, node: ast.expr | None, text: Text) -> str:
    """The source of the dtype of a variable that is written out; "" for `tf.float32`.

    Raises:
      Refused: it is not known.
    """
    if isinstance(node, ast.Name):
        node = view.tree.arguments.never_given(view.key, node.id) or node
    if node is None or view.tree.dtypes.is_float32(view.key, node):
        return ""
    if follows_input(view, node):
        while isinstance(node, ast.Attribute) and node.attr == "base_dtype":
            node = node.value
        return text(node)
    if not view.source.symbol(node).startswith("tf."):
        raise Refused("TF306", f"a weight of dtype `{ast.unparse(node)}`", node.lineno)
    return ast.unparse(node)


def _given_value(view: View, value: ast.expr | None, line: int, text: Text) -> str:
    """The first value of a variable that says it."""
    if isinstance(value, ast.Name) and value.id not in view.param_names:
        assigned = view.assignments(value.id)
        if len(assigned) == 1 and isinstance(assigned[0], ast.Assign):
            value = assigned[0].value  # `initial = tf.truncated_normal(...)`, as one writes it
    if value is None or isinstance(value, ast.Lambda) or not _known(view, value):
        shown = "" if value is None else ast.unparse(value)
        raise Refused("TF306", f"initial value `{shown}`", line)
    return _filled(view.source, value, text) or text(value)


def _filled(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """One number in all places, of which TF1's ``tf.constant`` took a shape."""
    if not isinstance(node, ast.Call) or source.called(node) != "tf.constant":
        return None
    given = values.arguments(node, ("value", "dtype", "shape", "name", "verify_shape"))
    if given is None or not {"value", "shape"} <= given.keys() <= {"value", "shape", "name"}:
        return None
    value = given["value"]
    if not isinstance(value, ast.Constant) or not isinstance(value.value, float):
        return None
    if value.value in (0.0, 1.0):
        return f"tf.{'ones' if value.value else 'zeros'}({text(given['shape'])})"
    return f"tf.fill({text(given['shape'])}, {text(value)})"


def _known(view: View, node: ast.expr) -> bool:
    """Whether a value is known before the call, the ops in it aside."""
    if view.time(node) is not Time.CALL:
        return True
    if isinstance(node, ast.Call) and view.source.called(node):
        return all(_known(view, a) for a in (*node.args, *(k.value for k in node.keywords)))
    if isinstance(node, ast.Call) and of_function(view, node) is not None:
        return True
    if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.List, ast.Tuple)):
        inner = (n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr))
        return all(_known(view, n) for n in inner)
    return False


def _initial(view: View, given: Mapping[str, ast.expr], line: int, text: Text) -> str:
    """What ``tf.get_variable`` starts from."""
    initial = given.get("initializer")
    if values.constant(initial, None):
        initial = None
    dtype = _dtype(view, given.get("dtype"), text)
    if "shape" not in given or values.constant(given["shape"], None):
        if initial is None:
            raise Refused("TF311", "a variable without a shape", line)
        if dtype:
            shown = f"the first value `{ast.unparse(initial)}` of a variable of `{dtype}`"
            raise Refused("TF306", shown, line)
        return _given_value(view, initial, line, text)
    shape = _as_a_list(view, given["shape"], whole_shape(view, given["shape"], text))
    typed = f", dtype={dtype}" if dtype else ""
    whole = bool(dtype) and dtype.rpartition(".")[2] not in _FLOATS
    whole = whole and not follows_input(view, given["dtype"])
    if initial is None and whole:
        return f"tf.zeros({shape}{typed})"  # TF1's default for these
    if initial is None:
        return f"{default(view)}({shape}{typed})"
    direct = _direct(view.source, initial, shape, dtype, text)
    if direct is not None:
        return direct
    known = initializer(view.source, initial, text)
    if known is not None:
        if isinstance(initial, ast.IfExp):  # a function of the program may ask for the type
            return f"({known})({shape}, dtype={dtype or 'tf.float32'})"
        return f"{known}({shape}{typed})"
    if view.time(initial) is Time.CALL or view.source.called(initial):
        raise Refused("TF306", f"initializer `{ast.unparse(initial)}`", line)
    if not isinstance(initial, (ast.Name, ast.Attribute, ast.Call)):
        raise Refused("TF306", f"initializer `{ast.unparse(initial)}`", line)
    if isinstance(initial, ast.Name) and _may_be_class(view, initial.id):
        raise Refused("TF306", f"initializer `{initial.id}`, which may be a class", line)
    shown = text(initial)
    if isinstance(initial, ast.Name) and _may_be_none(view, initial.id):
        shown = f"({shown} or {default(view)})"
    return f"{shown}({shape}, dtype={dtype or 'tf.float32'})"


def _as_a_list(view: View, node: ast.expr, shape: str) -> str:
    """A shape that operations take: TF1's variables also took a number."""
    kind = shape_kind(view, node)
    if kind == "number":
        return f"[{shape}]"
    if isinstance(node, ast.BinOp) and not kind:
        return f"tf.TensorShape({shape})"
    given = isinstance(node, ast.Name) and node.id in view.param_names
    if given and "number" in view.tree.arguments.shape_kinds(view.key, node.id):  # type: ignore[attr-defined]
        return f"tf.TensorShape({shape})"
    return shape


def default(view: View) -> str:
    """The initializer that TF1 takes for floats when it is told none."""
    return DEFAULT if view.leaves_values else "tf.glorot_uniform_initializer()"


def _may_be_none(view: View, name: str) -> bool:
    default = next((d for a, d, _ in view.params if a.arg == name), None)
    return values.constant(default, None)


def _may_be_class(view: View, name: str) -> bool:
    """Whether someone gives a TF1 initializer without calling it, which TF1 did where it made the variable."""
    given = [(view.source, d) for a, d, _ in view.params if a.arg == name and d is not None]
    given += [(view.tree.sources[k[0]], value) for k, value in view.tree.given(view.key, name)]
    return any(_base(source, node) for source, node in given if not isinstance(node, ast.Call))


def _direct(source: LiftSource, node: ast.expr, shape: str, dtype: str, text: Text) -> str | None:
    """The op that an initializer stands for; None for those that are better called.

    Args:
      dtype: the source of the variable's, "" for `tf.float32`.
    """
    base = _base(source, node)
    typed = f", dtype={dtype}" if dtype else ""
    if base in ("zeros", "ones"):
        if values.arguments(node, ("dtype",)) is None:
            return None
        return f"tf.{base}({shape}{typed})"
    if base == "constant":
        given = values.arguments(node, ("value", "dtype", "verify_shape"))
        value = given.get("value") if given is not None else None
        number = value.value if isinstance(value, ast.Constant) else None
        if not isinstance(number, (int, float)) or isinstance(number, bool):
            return None
        if number in (0, 1):
            return f"tf.{'ones' if number else 'zeros'}({shape}{typed})"
        if shape in ("[]", "()") and not dtype:
            return f"tf.constant({float(number)!r})"
        return None if dtype else f"tf.fill({shape}, {float(number)!r})"
    if base not in _DRAWN or not isinstance(node, ast.Call):
        return None
    op, parameters = _DRAWN[base]
    given = values.arguments(node, parameters)
    if given is None or "dtype" in given:
        return None
    parts = [shape, *(f"{k}={text(v)}" for k, v in given.items())]
    parts += [f"dtype={dtype}"] if dtype else []
    return f"{op}({', '.join(parts)})"


def _base(source: LiftSource, node: ast.expr) -> str:
    """``random_normal`` for ``tf.random_normal_initializer``, "" for what is no initializer of TF1's own."""
    symbol = source.called(node) or source.symbol(node)
    name = symbol.removeprefix("tf.").removeprefix("compat.v1.")
    if name.startswith("initializers."):
        base = name.removeprefix("initializers.")
        return base if base in _KNOWN or base in _CLASSES else ""
    base = name.removesuffix("_initializer")
    return base if base != name and base in _KNOWN else ""


def initializer(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A TF1 initializer, which the rest of the migration brings up to date; those of tf.contrib by TF1's own.

    None when it is no initializer that is known.
    """
    if isinstance(node, ast.IfExp):
        return values.one_of_two(source, node, text, initializer)
    symbol = source.called(node) or source.symbol(node)
    if symbol.startswith("tf.keras.initializers.") and symbol.rpartition(".")[2] in _CLASSES:
        shown = f"tf.initializers.{symbol.rpartition('.')[2]}"
        return _same(node, text, shown) if isinstance(node, ast.Call) else f"{shown}()"
    if _base(source, node):
        # A class without arguments stands for one made without any, as in TF1.
        return _same(node, text) if isinstance(node, ast.Call) else f"{ast.unparse(node)}()"
    symbol = source.called(node) or source.symbol(node)
    name = symbol.removeprefix("tf.").replace("contrib.slim.", "contrib.layers.")
    if name in ("contrib.layers.xavier_initializer", "contrib.layers.xavier_initializer_conv2d"):
        return _xavier(node, text)
    if name == "contrib.layers.variance_scaling_initializer":
        return _scaled(node, text)
    return None


def _same(node: ast.Call, text: Text, made: str = "") -> str:
    parts = [text(a) for a in node.args]
    parts += [f"{k.arg}={text(k.value)}" if k.arg else f"**{text(k.value)}" for k in node.keywords]
    return f"{made or ast.unparse(node.func)}({', '.join(parts)})"


def _xavier(node: ast.expr, text: Text) -> str | None:
    found = values.xavier(node, text)
    return None if found is None else f"tf.glorot_{found[0]}_initializer({found[1]})"


def _scaled(node: ast.expr, text: Text) -> str | None:
    given = values.scaled(node, text)
    return None if given is None else f"tf.variance_scaling_initializer({given})"


def regularizer(view: View, node: ast.expr, text: Text) -> str | None:
    """A TF1 regularizer as a small function that is written into the module; None when it is none that is known."""
    symbol = view.source.called(node).replace("tf.contrib.slim.", "tf.contrib.layers.")
    if symbol.startswith("tf.keras.regularizers."):
        return text(node)
    row = view.table.regularizers.get(symbol)
    given = values.arguments(node, tuple(row["parameters"])) if row is not None else None
    if row is None or given is None:
        return None
    first = row["parameters"][0]
    parts = [
        text(value) if name == first else f"{name}={text(value)}"
        for name, value in given.items()
        if name != "scope"
    ]
    return f"{class_in(view.source, view.table, row['to'], node.lineno)}({', '.join(parts)})"
