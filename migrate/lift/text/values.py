"""Constructor arguments in Keras' terms: initializers, regularizers, activations, dtypes."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk

Text = Callable[[ast.expr], str]

_ACTIVATIONS = {
    f"tf.{prefix}{name}": name
    for name in (
        "relu",
        "tanh",
        "sigmoid",
        "softmax",
        "elu",
        "selu",
        "softplus",
        "softsign",
        "relu6",
    )
    for prefix in ("", "nn.", "math.")
}
# Of TensorFlow's functions: those that Keras has under the name which they have themselves, where one is saved by that.
_SAME_NAMES = frozenset(_ACTIVATIONS) - {"tf.softmax", "tf.nn.softmax", "tf.math.softmax"} | {
    *("tf.nn.leaky_relu", "tf.log_sigmoid", "tf.math.log_sigmoid")
}
# TF1's name without `_initializer` -> (Keras' class, TF1's parameters, defaults that must be written since Keras
# has others). A class without its own name below `tf.keras.initializers` has the defaults of `tf`'s.
_INITIALIZERS: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "zeros": ("Zeros", ("dtype",), {}),
    "ones": ("Ones", ("dtype",), {}),
    "constant": ("Constant", ("value", "dtype", "verify_shape"), {"value": "0.0"}),
    "random_normal": ("RandomNormal", ("mean", "stddev", "seed", "dtype"), {"stddev": "1.0"}),
    "truncated_normal": ("TruncatedNormal", ("mean", "stddev", "seed", "dtype"), {"stddev": "1.0"}),
    "random_uniform": (
        *("RandomUniform", ("minval", "maxval", "seed", "dtype")),
        {"minval": "0.0", "maxval": "1.0"},
    ),
    "variance_scaling": ("VarianceScaling", ("scale", "mode", "distribution", "seed", "dtype"), {}),
    "glorot_uniform": ("GlorotUniform", ("seed", "dtype"), {}),
    "glorot_normal": ("GlorotNormal", ("seed", "dtype"), {}),
    "he_normal": ("HeNormal", ("seed",), {}),
    "he_uniform": ("HeUniform", ("seed",), {}),
    "lecun_normal": ("LecunNormal", ("seed",), {}),
    "lecun_uniform": ("LecunUniform", ("seed",), {}),
    "orthogonal": ("Orthogonal", ("gain", "seed", "dtype"), {}),
    "identity": ("Identity", ("gain", "dtype"), {}),
}
_BY_CLASS = {to: base for base, (to, _, _) in _INITIALIZERS.items()}
_SHORT = {"normal": "random_normal", "uniform": "random_uniform"}  # in tf.keras.initializers
# What Keras calls an initializer without arguments.
_STRINGS = frozenset(
    ("zeros", "ones", "glorot_uniform", "glorot_normal", "he_normal", "he_uniform")
)
# NumPy's functions and methods that make one axis.
_ROWS = frozenset(
    ("arange", "concatenate", "flatten", "hstack", "linspace", "ravel", "repeat", "tolist")
)
_DROPPED = frozenset({"dtype", "verify_shape", "partition_info"})
# TF1's regularizer -> (Keras' class, TF1's parameters, how Keras' arguments are written).
_REGULARIZERS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # TF1: scale * sum(w ** 2) / 2
    "tf.contrib.layers.l2_regularizer": ("L2", ("scale", "scope"), "0.5 * {scale}"),
    "tf.contrib.layers.l1_regularizer": ("L1", ("scale", "scope"), "{scale}"),
    "tf.contrib.layers.l1_l2_regularizer": (
        *("L1L2", ("scale_l1", "scale_l2", "scope")),
        "l1={scale_l1}, l2=0.5 * {scale_l2}",
    ),
    "tf.keras.regularizers.l2": ("L2", ("l",), "{l}"),
    "tf.keras.regularizers.l1": ("L1", ("l",), "{l}"),
}
_DEFAULTS = {"scale_l1": "1.0", "scale_l2": "1.0", "l": "0.01"}


def constant(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


def keras_has(source: LiftSource, node: ast.expr) -> bool:
    """Whether Keras can save and load a function of TensorFlow, as its own of the same name."""
    return source.symbol(node) in _SAME_NAMES


def activation(source: LiftSource, node: ast.expr, text: Text) -> str:
    """An activation: a string where Keras has the same function by name."""
    name = _ACTIVATIONS.get(source.symbol(node)) if not isinstance(node, ast.Constant) else None
    return f'"{name}"' if name else text(node)


def initializer(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A TF1 initializer as Keras writes it; None when it is no initializer that is known."""
    if isinstance(node, ast.IfExp):
        return one_of_two(source, node, text, initializer)
    symbol = source.called(node) or source.symbol(node)
    name = symbol.removeprefix("tf.").removeprefix("compat.v1.")
    name = name.replace("contrib.slim.", "contrib.layers.")
    if name in ("contrib.layers.xavier_initializer", "contrib.layers.xavier_initializer_conv2d"):
        return _xavier(node, text)
    if name == "contrib.layers.variance_scaling_initializer":
        return _scaled(node, text)
    space, _, last = name.rpartition(".")
    base = _BY_CLASS.get(last, last.removesuffix("_initializer"))
    if space == "keras.initializers":
        base = _SHORT.get(base, base)
        own = last == base or last in _SHORT or last in _BY_CLASS
        return drawn(base, node, text, keras=True) if own and base in _INITIALIZERS else None
    if base not in _INITIALIZERS or (space, last == base) not in (
        ("", False),
        ("initializers", True),
    ):
        return None
    return drawn(base, node, text)


def one_of_two(
    source: LiftSource,
    node: ast.IfExp,
    text: Text,
    shown: Callable[[LiftSource, ast.expr, Text], str | None],
) -> str | None:
    """One initializer or another: each that is known, or that a function of the program makes."""
    ways = []
    for way in (node.body, node.orelse):
        own = isinstance(way, ast.Call) and isinstance(way.func, ast.Name)
        own = own and not source.called(way)
        ways.append(text(way) if own else shown(source, way, text))
    return f"{ways[0]} if {text(node.test)} else {ways[1]}" if all(ways) else None


def drawn(base: str, node: ast.expr, text: Text, *, keras: bool = False) -> str | None:
    """Keras' initializer for TF1's ``<base>_initializer`` with the arguments of a call.

    Args:
      keras: whether it is that of `tf.keras`, where those that draw have Keras' defaults.
    """
    to, parameters, written = _INITIALIZERS[base]
    given = arguments(node, parameters)
    if given is None:
        return None
    if base == "variance_scaling" and not _known_distribution(given.get("distribution")):
        return None
    if base == "constant" and _fills_in_order(given.get("value")):
        return None  # TF1 fills the shape in order and repeats the last one
    if base == "random_uniform" and constant(given.get("maxval"), None):
        given.pop("maxval", None)
    shown = [f"{k}={_number(k, v, text)}" for k, v in given.items() if k not in _DROPPED]
    if not shown and base in _STRINGS:
        return f'"{base}"'
    shown = [s.removeprefix("value=") for s in shown]
    if not keras or base == "constant":
        shown += [f"{k}={v}" if k != "value" else v for k, v in written.items() if k not in given]
    return f"keras.initializers.{to}({', '.join(shown)})"


def _fills_in_order(node: ast.expr | None) -> bool:
    """Whether a constant is a row of numbers, which need not have the shape of the variable."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _ROWS
    return isinstance(node, (ast.List, ast.Tuple, ast.ListComp))


def _number(name: str, node: ast.expr, text: Text) -> str:
    if name == "distribution" and isinstance(node, ast.Constant) and node.value == "normal":
        return '"truncated_normal"'
    return text(node)


def _known_distribution(node: ast.expr | None) -> bool:
    return node is None or (
        isinstance(node, ast.Constant)
        and node.value in ("normal", "truncated_normal", "untruncated_normal", "uniform")
    )


def xavier(node: ast.expr, text: Text) -> tuple[str, str] | None:
    """Of a `tf.contrib.layers.xavier_initializer`: ``uniform`` or ``normal``, and the seed as an argument or ""."""
    given = arguments(node, ("uniform", "seed", "dtype"))
    if given is None or not isinstance(node, ast.Call):
        return None
    uniform = given.get("uniform")
    if uniform is not None and not isinstance(uniform, ast.Constant):
        return None
    kind = "uniform" if uniform is None or uniform.value else "normal"
    return kind, f"seed={text(given['seed'])}" if "seed" in given else ""


def _xavier(node: ast.expr, text: Text) -> str | None:
    found = xavier(node, text)
    if found is None:
        return None
    kind, seed = found
    return f"keras.initializers.Glorot{kind.title()}({seed})" if seed else f'"glorot_{kind}"'


def scaled(node: ast.expr, text: Text) -> str | None:
    """The arguments that Keras takes for a `tf.contrib.layers.variance_scaling_initializer`.

    Not uniform, that one draws with a deviation 0.3% larger than Keras'.
    """
    given = arguments(node, ("factor", "mode", "uniform", "seed", "dtype"))
    if given is None or not isinstance(node, ast.Call):
        return None
    uniform, mode = given.get("uniform"), given.get("mode")
    for choice in (uniform, mode):
        if choice is not None and not isinstance(choice, ast.Constant):
            return None
    parts = [f"scale={text(given['factor'])}" if "factor" in given else "scale=2.0"]
    if isinstance(mode, ast.Constant) and mode.value != "FAN_IN":
        parts.append(f'mode="{str(mode.value).lower()}"')
    if isinstance(uniform, ast.Constant) and uniform.value:
        parts.append('distribution="uniform"')
    if "seed" in given:
        parts.append(f"seed={text(given['seed'])}")
    return ", ".join(parts)


def _scaled(node: ast.expr, text: Text) -> str | None:
    given = scaled(node, text)
    return None if given is None else f"keras.initializers.VarianceScaling({given})"


def regularizer(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A TF1 regularizer as Keras writes it; None when it is none that is known."""
    symbol = source.called(node).replace("tf.contrib.slim.", "tf.contrib.layers.")
    if symbol not in _REGULARIZERS:
        return None
    to, parameters, written = _REGULARIZERS[symbol]
    given = arguments(node, parameters)
    if given is None:
        return None
    shown = {p: _DEFAULTS[p] for p in parameters if p in _DEFAULTS}
    for name, value in given.items():
        plain = isinstance(value, (ast.Name, ast.Constant, ast.Attribute))
        shown[name] = text(value) if plain else f"({text(value)})"
    if any(p not in shown for p in parameters if p != "scope"):
        return None
    return f"keras.regularizers.{to}({written.format(**shown)})"


def arguments(node: ast.expr, parameters: tuple[str, ...]) -> dict[str, ast.expr] | None:
    """The arguments of a call by name; None when one cannot be told. A bare name has none."""
    if not isinstance(node, ast.Call):
        return {}
    found: dict[str, ast.expr] = {}
    if len(node.args) > len(parameters):
        return None
    for name, argument in zip(parameters, node.args, strict=False):
        if isinstance(argument, ast.Starred):
            return None
        found[name] = argument
    for keyword in node.keywords:
        if keyword.arg is None or keyword.arg not in parameters:
            return None
        found[keyword.arg] = keyword.value
    return found


def shape_of_numbers(node: ast.expr) -> tuple[int, ...] | None:
    """The shape of a number or of nested lists that are written out, if TF1 makes floats of them; None if not."""
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    shape, kinds = [], set()
    level = [value]
    while all(isinstance(item, (list, tuple)) for item in level):
        lengths = {len(item) for item in level}
        if len(lengths) != 1 or lengths == {0}:
            return None
        shape.append(lengths.pop())
        level = [part for item in level for part in item]
    kinds = {type(item) for item in level}
    return tuple(shape) if kinds <= {int, float} and float in kinds else None


def is_float32_array(source: LiftSource, node: ast.expr) -> bool:
    """Whether an expression says that it is a NumPy array of float32, the same one each time it is evaluated.

    Numbers that are written out leave such an array's type as it is, with NumPy 1 and with NumPy 2.
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return is_float32_array(source, node.operand)
    if isinstance(node, ast.BinOp) and isinstance(node.op, _ARITHMETIC):
        sides = (node.left, node.right)
        arrays = [is_float32_array(source, side) for side in sides]
        return any(arrays) and all(a or _is_number(s) for a, s in zip(arrays, sides, strict=True))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    numpy = numpy_names(source)
    if any(isinstance(p, ast.Attribute) and p.attr in ("random", "rand") for p in walk(node)):
        return False
    calls = [p.func for p in walk(node) if isinstance(p, ast.Call) and p is not node]
    if not all(isinstance(f, ast.Attribute) and ast.unparse(f.value) in numpy for f in calls):
        return False
    asked = [k.value for k in node.keywords if k.arg == "dtype"]
    if ast.unparse(node.func.value) not in numpy:
        if node.func.attr != "astype" or not calls:
            return False
        asked = [*node.args, *asked]
    elif node.func.attr in _FILLED and not asked:
        asked = node.args[_FILLED[node.func.attr] :][:1]
    return [ast.unparse(a) for a in asked] in [["'float32'"], *([f"{n}.float32"] for n in numpy)]


_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
_FILLED = {
    "zeros": 1,
    "ones": 1,
    "full": 2,
    "array": 1,
    "asarray": 1,
}  # NumPy's functions, and the place of their `dtype`


def filled_array(source: LiftSource, node: ast.expr) -> tuple[ast.expr, str] | None:
    """Of a float32 array with one number everywhere: its shape, and the number as it is written.

    ``-0.5 * np.ones(n, dtype=np.float32)`` -> ``n``, ``-0.5``.
    """
    if not is_float32_array(source, node):
        return None
    if isinstance(node, ast.UnaryOp):
        inner = filled_array(source, node.operand)
        return None if inner is None else (inner[0], repr(-float(inner[1])))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        number, array = node.left, node.right
        if not _is_number(number):
            number, array = array, number
        inner = filled_array(source, array)
        if inner is None or not _is_number(number):
            return None
        return inner[0], repr(float(ast.literal_eval(number)) * float(inner[1]))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    kind = node.func.attr
    given = dict(zip(("shape", "fill_value"), node.args, strict=False))
    given |= {k.arg: k.value for k in node.keywords if k.arg}
    if ast.unparse(node.func.value) not in numpy_names(source) or "shape" not in given:
        return None
    if kind == "full":
        value = given.get("fill_value")
        known = value is not None and _is_number(value)
        return (given["shape"], repr(float(ast.literal_eval(value)))) if known else None  # type: ignore[arg-type]
    same = {"zeros": "0.0", "ones": "1.0"}
    return (given["shape"], same[kind]) if kind in same else None


def _is_number(node: ast.expr) -> bool:
    """A number that is written out."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        return _is_number(node.operand)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def is_written_out(node: ast.expr) -> bool:
    """Whether a call of NumPy's makes an array of what stands in it: ``np.array([0.5, 1.0], np.float32)``."""
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
    return bool(made) and node.func.attr in ("array", "asarray")  # type: ignore[attr-defined]


def says_float32(source: LiftSource, node: ast.expr) -> bool:
    """Whether a dtype is written out as a float32, TensorFlow's or NumPy's."""
    numpy = [f"{name}.float32" for name in numpy_names(source)]
    shown = ast.unparse(node)
    return source.symbol(node) == "tf.float32" or shown in ("'float32'", *numpy)


def numpy_names(source: LiftSource) -> set[str]:
    return {
        alias.asname or alias.name
        for part in source.symbols.nodes
        if isinstance(part, ast.Import)
        for alias in part.names
        if alias.name == "numpy"
    }


def dtype(source: LiftSource, node: ast.expr, text: Text) -> str | None:
    """A dtype; None for float32, which is Keras' own default."""
    symbol = source.symbol(node)
    if symbol in ("tf.float32", "tf.dtypes.float32"):
        return None
    if isinstance(node, ast.Constant) and node.value in ("float32", None):
        return None
    return None if says_float32(source, node) else text(node)
