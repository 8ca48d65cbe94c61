"""The text that makes a weight."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from migrate.lift.functions.site_names import site_name
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.lift.text.first_values import computed
from migrate.lift.text.layer_text import (
    regularizer,
    whole_number,
)
from migrate.lift.text.remarks import joined, with_remarks
from migrate.lift.text.targets import Weight
from migrate.lift.text.weight_collections import own_collections
from migrate.lift.text.weight_dtypes import is_integer, is_whole_number, weight_dtype
from migrate.nodes import walk
from migrate.plan.times import Time

Text = Callable[[ast.expr], str]
_NOT_FOR_WEIGHTS = (
    "partitioner",
    "custom_getter",
    "caching_device",
    "variable_def",
    "expected_shape",
)
_WITHOUT_MEANING = (
    "validate_shape",
    "use_resource",
    "import_scope",
    "name",
    "aggregation",
    "synchronization",
)
# Initial values that TF1 code writes out, with the initializer that makes them.
_FILLED = {"tf.zeros": '"zeros"', "tf.ones": '"ones"'}
_DRAWN = {
    "tf.random_normal": ("random_normal", ("shape", "mean", "stddev", "dtype", "seed", "name")),
    "tf.truncated_normal": (
        "truncated_normal",
        ("shape", "mean", "stddev", "dtype", "seed", "name"),
    ),
    "tf.random_uniform": ("random_uniform", ("shape", "minval", "maxval", "dtype", "seed", "name")),
}


def weight_text(
    view: View, site: Site, weight_name: str | None, text: Text, collected: bool = False
) -> str:
    """The expression that makes the weight of a site, in the words of the target.

    Args:
      weight_name: the source of its name; None when it is that of the call.
      collected: a statement behind it says its collections.

    Raises:
      Refused: something about it has no counterpart.
    """
    rule = view.tree.rules.get(site.symbol)
    given = _bound(view, site, rule.parameters if rule else ())
    line = site.node.lineno
    for name in _NOT_FOR_WEIGHTS:
        if name in given and not values.constant(given[name], None):
            raise Refused("TF306", f"`{name}={ast.unparse(given[name])}`", line)
    collections = own_collections(view, site)
    if collections is not None and not collected:
        raise Refused("TF306", f"`collections={ast.unparse(collections)}`", line)
    _check_constraint(view, given, line)
    for extra in sorted(set(given) - _KNOWN):
        raise Refused("TF306", f"`{extra}=`", line)
    called = site_name(view, site)
    if called is None and weight_name is None and site.symbol == "tf.Variable":
        raise Refused("TF307", "`tf.Variable` without a name", line)
    levels = isinstance(called, ast.Constant) and "/" in str(called.value)
    if levels and weight_name is None and not view.target.names_have_levels:
        assert isinstance(called, ast.Constant)
        raise Refused("TF309", f"variable name {called.value!r} has a `/`", line)
    shown = weight_name or ("" if called is None else text(called))
    weight = Weight(site, given, shown)
    return view.target.weight(view, weight, text)


def keras_weight(view: View, weight: Weight, text: Text) -> str:
    """``self.add_weight(...)``.

    Raises:
      Refused: something about it has no counterpart.
    """
    given, line = weight.given, weight.site.node.lineno
    parts = [f"name={weight.name}"] if weight.name else []
    if weight.site.symbol == "tf.Variable":
        parts += _initial_value(view, given, line, text)
    else:
        parts += _shape_and_initializer(view, given, line, text)
    parts += weight_dtype(view, weight, text)
    if "trainable" in given and not values.constant(given["trainable"], True):
        parts.append(f"trainable={text(given['trainable'])}")
    if "regularizer" in given and not values.constant(given["regularizer"], None):
        parts.append(f"regularizer={regularizer(view, given['regularizer'], text)}")
    parts = [*parts, *constraint(given, text)]
    return f"self.add_weight({joined(_remarked(view, weight, p) for p in parts)})"


def _remarked(view: View, weight: Weight, part: str) -> str:
    """An argument with the comments that the code has beside the one it is made of."""
    name = part.partition("=")[0]
    node = weight.given.get("initial_value" if name == "initializer" else name)
    node = node or weight.given.get(name)
    return part if node is None else with_remarks(view.source, weight.site.node, node, part)


def constraint(given: Mapping[str, ast.expr], text: Text) -> list[str]:
    """The argument for what optimizers do to a variable after each step, by the same name for any target."""
    node = given.get("constraint")
    return [] if node is None or values.constant(node, None) else [f"constraint={text(node)}"]


def _check_constraint(view: View, given: Mapping[str, ast.expr], line: int) -> None:
    """A constraint is a function that needs nothing of the call.

    Raises:
      Refused: it may be another one.
    """
    node = given.get("constraint")
    if node is None or values.constant(node, None):
        return
    own = {n.id for n in walk(node) if isinstance(n, ast.Name)} & {
        *view.param_names,
        *view.times.names,
    }
    inside = {a.arg for n in walk(node) if isinstance(n, ast.arguments) for a in n.args}
    module = view.source.symbols.module_scope.names
    plain = isinstance(node, ast.Lambda) or bool(view.source.symbol(node))
    plain = plain or (isinstance(node, ast.Name) and node.id in module)
    if own - inside or not plain:
        raise Refused("TF306", f"`constraint={ast.unparse(node)}`", line)


_KNOWN = frozenset(
    (
        *_NOT_FOR_WEIGHTS,
        *_WITHOUT_MEANING,
        "shape",
        "dtype",
        "initializer",
        "initial_value",
        "regularizer",
    )
    + ("trainable", "collections", "constraint", "reuse")
)


def _bound(view: View, site: Site, parameters: tuple[str, ...]) -> dict[str, ast.expr]:
    found = values.arguments(site.node, (*parameters, "reuse"))
    if found is None:
        raise Refused("TF310", "arguments that are passed through (`*`, `**`)", site.node.lineno)
    return found


def _shape_and_initializer(
    view: View, given: Mapping[str, ast.expr], line: int, text: Text
) -> list[str]:
    parts = []
    initial = given.get("initializer")
    if initial is not None and values.constant(initial, None):
        initial = None
    if "shape" not in given or values.constant(given["shape"], None):
        if initial is None:
            raise Refused("TF311", "a variable without a shape", line)
        return _initial_value(view, {"initial_value": initial}, line, text)
    parts.append(f"shape={_shape(view, given['shape'], text)}")
    if initial is None:
        whole = is_integer(view.source, given.get("dtype"))
        parts.append(f'initializer="{"zeros" if whole else "glorot_uniform"}"')  # TF1's own
        return parts
    shown = values.initializer(view.source, initial, text)
    if shown is None:
        if view.time(initial) is Time.CALL:
            raise Refused("TF306", f"initial value `{ast.unparse(initial)}`", line)
        if not isinstance(initial, (ast.Name, ast.Attribute)) and view.source.called(initial):
            raise Refused("TF306", f"initializer `{ast.unparse(initial)}`", line)
        if not isinstance(initial, (ast.Name, ast.Attribute, ast.Call)):
            raise Refused("TF306", f"initializer `{ast.unparse(initial)}`", line)
        shown = text(initial)
    return [*parts, f"initializer={shown}"]


def _shape(view: View, node: ast.expr, text: Text) -> str:
    """A shape as a list: TF1 also took a number."""
    kind = shape_kind(view, node)
    if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
        sizes = [
            text(e) if isinstance(e, ast.Starred) else whole_number(view, e, text)
            for e in node.elts
        ]
        if sizes != [text(e) for e in node.elts]:
            return f"[{', '.join(sizes)}]"
    if kind == "number":
        return f"[{whole_number(view, node, text)}]"
    return text(node) if kind == "list" else f"tf.TensorShape({text(node)})"


def shape_kind(view: View, node: ast.expr, depth: int = 0) -> str:
    """``list``, ``number`` or "" when the text does not tell."""
    if isinstance(node, (ast.List, ast.Tuple, ast.ListComp)):
        return "list"
    if isinstance(node, ast.Attribute) and node.attr in ("shape", "value"):
        return "list" if node.attr == "shape" else shape_kind(view, node.value, depth + 1)
    if isinstance(node, ast.Constant):
        return "number"
    if isinstance(node, ast.Subscript):
        return (
            "list"
            if isinstance(node.slice, ast.Slice)
            else "number" if _is_number(view, node) else ""
        )
    if isinstance(node, ast.BinOp):
        sides = {shape_kind(view, node.left, depth + 1), shape_kind(view, node.right, depth + 1)}
        return "list" if "list" in sides else "number" if sides == {"number"} else ""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        if name in ("list", "tuple", "as_list", "TensorShape", "sorted"):
            return "list"
        if any(shape_kind(view, a, depth + 1) == "list" for a in node.args[1:]):
            return ""  # sum([[3], [4]], [])
        return "number" if name in ("int", "len", "max", "min", "sum", "prod") else ""
    if isinstance(node, ast.Name) and depth < 4:
        assigned = view.assignments(node.id)
        if node.id in view.param_names:
            kinds = view.tree.arguments.shape_kinds(view.key, node.id) if not assigned else {""}
        else:
            values = [a.value for a in assigned if isinstance(a, ast.Assign)]
            plain = all(
                isinstance(a, ast.Assign) and isinstance(a.targets[0], ast.Name) for a in assigned
            )
            kinds = {shape_kind(view, v, depth + 1) for v in values} if plain else {""}
        return kinds.pop() if len(kinds) == 1 else ""
    return ""


def _is_number(view: View, node: ast.Subscript) -> bool:
    """Whether what is read is a size, not one of several shapes."""
    held = node.value
    values = (
        [a.value for a in view.assignments(held.id) if isinstance(a, ast.Assign)]
        if isinstance(held, ast.Name)
        else [held]
    )
    for value in values:
        if isinstance(value, ast.Dict):
            return False
        if isinstance(value, (ast.List, ast.Tuple)):
            if any(shape_kind(view, e) != "number" for e in value.elts):
                return False
    return view.time(node.value) is Time.SHAPE


def _initial_value(view: View, given: Mapping[str, ast.expr], line: int, text: Text) -> list[str]:
    """Shape and initializer of a variable that is given its first value."""
    value = given.get("initial_value")
    if isinstance(value, ast.Name) and value.id not in view.param_names:
        assigned = view.assignments(value.id)
        if len(assigned) == 1 and isinstance(assigned[0], ast.Assign):
            value = assigned[0].value  # `initial = tf.truncated_normal(...)`, as one writes it
    if value is None:
        raise Refused("TF306", "a variable without an initial value", line)
    symbol = view.source.called(value)
    number = value
    if symbol == "tf.constant":
        made = values.arguments(value, ("value", "dtype", "shape", "name", "verify_shape"))
        if made and "shape" not in made and "value" in made and _float(view, made.get("dtype")):
            number = made["value"]
    elif values.is_float32_array(view.source, value) and values.is_written_out(value):
        number = value.args[0]  # type: ignore[attr-defined]
    numbers = values.shape_of_numbers(number)
    if numbers is not None and not is_integer(view.source, given.get("dtype")):
        return [f"shape={numbers}", f"initializer=keras.initializers.Constant({text(number)})"]
    if is_whole_number(value) and (given.get("dtype") is None or _typed(view, given["dtype"])):
        return ["shape=()", f"initializer={_filled_with(text(value))}"]
    called = _called_initializer(view, value, text)
    if called is not None:
        return called
    filled = values.filled_array(view.source, value)
    if filled is not None and view.time(filled[0]) is not Time.CALL:
        return [f"shape={_shape(view, filled[0], text)}", f"initializer={_filled_with(filled[1])}"]
    if values.is_float32_array(view.source, value) and view.time(value) is not Time.CALL:
        array = text(value)
        whole = array if isinstance(value, ast.Call) else f"({array})"
        return [f"shape={whole}.shape", f"initializer=keras.initializers.Constant({array})"]
    if symbol in _FILLED:
        made = values.arguments(value, ("shape", "dtype", "name"))
        if made and "shape" in made and _float(view, made.get("dtype")):
            return [f"shape={text(made['shape'])}", f"initializer={_FILLED[symbol]}"]
    if symbol in _DRAWN:
        base, parameters = _DRAWN[symbol]
        made = values.arguments(value, parameters)
        if made and "shape" in made and _float(view, made.get("dtype")):
            call = ast.Call(
                func=ast.Name(id="_"),
                args=[],
                keywords=[
                    ast.keyword(arg=k, value=v)
                    for k, v in made.items()
                    if k not in ("shape", "dtype", "name")
                ],
            )
            shown = values.drawn(base, call, text)
            if shown is not None:
                return [f"shape={text(made['shape'])}", f"initializer={shown}"]
    if symbol == "tf.constant":
        made = values.arguments(value, ("value", "dtype", "shape", "name", "verify_shape"))
        if made and "shape" in made and "value" in made and _float(view, made.get("dtype")):
            if isinstance(made["value"], ast.Constant) and isinstance(made["value"].value, float):
                shape, number_text = text(made["shape"]), text(made["value"])
                return [f"shape={shape}", f"initializer=keras.initializers.Constant({number_text})"]
    float32 = "dtype" in given and values.says_float32(view.source, given["dtype"])
    found = computed(view, value, float32, text)
    if found is not None:
        whole = found[0] if isinstance(found[0], str) else _shape(view, found[0], text)
        return [f"shape={whole}", f"initializer={found[1]}"]
    numpy = sorted(values.numpy_names(view.source))
    given_whole = isinstance(value, (ast.Name, ast.Attribute)) and view.time(value) is Time.CONFIG
    if float32 and given_whole and numpy:  # an array, whatever its own type is
        array = text(value)
        constant = f"keras.initializers.Constant({array})"
        return [f"shape={numpy[0]}.shape({array})", f"initializer={constant}"]
    raise Refused("TF306", f"initial value `{ast.unparse(value)}`", line)


def _called_initializer(view: View, value: ast.expr, text: Text) -> list[str] | None:
    """``initializer(shape)``, where that is one of TF1's: its shape and itself."""
    if not isinstance(value, ast.Call):
        return None
    made: ast.expr = value.func
    if isinstance(made, ast.Name) and made.id not in view.param_names:
        assigned = view.assignments(made.id)
        if len(assigned) != 1 or not isinstance(assigned[0], ast.Assign):
            return None
        made = assigned[0].value
    given = values.arguments(value, ("shape", "dtype", "partition_info"))
    if not isinstance(made, ast.Call) or not given or not set(given) <= {"shape", "dtype"}:
        return None
    shown = values.initializer(view.source, made, text)
    types = [k.value for k in made.keywords if k.arg == "dtype"]
    floats = all(_float(view, n) for n in (*types, given.get("dtype")))
    if shown is None or not floats or "shape" not in given or len(made.args) > 2:
        return None
    return [f"shape={_shape(view, given['shape'], text)}", f"initializer={shown}"]


def _typed(view: View, dtype: ast.expr) -> bool:
    return is_integer(view.source, dtype) or _float(view, dtype)


def _filled_with(number: str) -> str:
    known = dict.fromkeys(("0", "0.0"), '"zeros"') | dict.fromkeys(("1", "1.0"), '"ones"')
    return known.get(number, f"keras.initializers.Constant({number})")


def _float(view: View, node: ast.expr | None) -> bool:
    return node is None or values.dtype(view.source, node, ast.unparse) is None
