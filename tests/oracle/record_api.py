"""Records the public API of the TensorFlow it runs under, as one compact JSON listing.

Runs on Python 3.7 with TF 1.15.5 (the oracle) and on Python 3.10+ with TF 2. It only looks at live objects, so
that what is recorded is what a program sees, lazy loaders and refusals included::

    python record_api.py --out api/tf1.json.gz                        # under TF 1.15.5
    python record_api.py --out api/tf2.json.gz --private api/tf1.json.gz   # under TF 2

The listing:

    version   the TensorFlow version
    symbols   {"tf.nn.relu": [kind, object number]}; equal object numbers mean the same object; kind is one of
              module, class, function, value, error (the name is refused: [kind, message])
    objects   [[signature or value, where it is defined, core], ...] by object number; equal cores mean the same
              function below the decorators (which warn, dispatch or promote, and pass the arguments on)
    members   {"tf.Variable": ["assign", ...]}: public attributes of classes (first name of each object only)
    private   TF 1: {"tf.python.ops.math_ops": {"add": "tf.add", "_private": null, ...}}: members of modules that are
              no public API and their public name, by object identity (null: none)
              TF 2: {"tf.python.ops.math_ops": ["gone member", ...] or null where the module is gone}
"""

from __future__ import absolute_import, division, print_function

import argparse
import gzip
import importlib
import inspect
import io
import json
import logging
import os
import sys
import types
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

# Attributes of the root package that are implementation, not API.
NOT_API = frozenset(["pywrap_tensorflow", "tools", "python", "core", "user_ops"])
SLIM_MODULES = frozenset(
    "tf.contrib.slim." + name
    for name in ("layers", "losses", "metrics", "utils", "initializers", "regularizers")
)
# Names that every old module carries.
NOISE = frozenset(["absolute_import", "division", "print_function", "unicode_literals"])


def silence():
    """Keeps deprecation chatter away: walking the API touches every deprecated name."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)


def signature(obj):
    """The call signature as ``"x, keep_prob=None, *, name=None"``, without annotations; None if there is none."""
    try:
        target = obj
        if inspect.isclass(obj):
            if issubclass(obj, tuple) and hasattr(obj, "_fields"):
                return ", ".join(obj._fields)
            if obj.__init__ is object.__init__:
                return ""
        sig = full_signature(target)
    except (TypeError, ValueError, AttributeError):
        return None
    parts = []
    star = False
    for param in sig.parameters.values():
        text = param.name
        if param.kind is param.VAR_POSITIONAL:
            text = "*" + text
            star = True
        elif param.kind is param.VAR_KEYWORD:
            text = "**" + text
        elif param.kind is param.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        if param.default is not param.empty:
            text += "=" + default_text(param.default)
        parts.append(text)
    return ", ".join(parts)


def full_signature(obj):
    """As `inspect.signature`, but honouring the argument specifications that TF decorators carry."""
    from tensorflow.python.util import tf_decorator

    if not inspect.isclass(obj):
        _, target = tf_decorator.unwrap(obj)
        for decorator in tf_decorator.unwrap(obj)[0]:
            spec = decorator.decorator_argspec
            if spec is not None and not isinstance(spec, inspect.Signature):
                return from_argspec(spec)
        if callable(target):
            return inspect.signature(target)
        return inspect.signature(obj)
    return inspect.signature(obj)


def from_argspec(spec):
    """An `inspect.Signature` from a (Full)ArgSpec."""
    P = inspect.Parameter
    defaults = spec.defaults or ()
    first = len(spec.args) - len(defaults)
    params = []
    for i, name in enumerate(spec.args):
        default = defaults[i - first] if i >= first else P.empty
        params.append(P(name, P.POSITIONAL_OR_KEYWORD, default=default))
    if spec.varargs:
        params.append(P(spec.varargs, P.VAR_POSITIONAL))
    for name in getattr(spec, "kwonlyargs", ()):
        default = (spec.kwonlydefaults or {}).get(name, P.empty)
        params.append(P(name, P.KEYWORD_ONLY, default=default))
    keywords = getattr(spec, "varkw", None) or getattr(spec, "keywords", None)
    if keywords:
        params.append(P(keywords, P.VAR_KEYWORD))
    return inspect.Signature(params)


def default_text(value):
    """A stable text for a default value."""
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return repr(value)
    if isinstance(value, (tuple, list)) and len(value) < 5:
        return (
            repr(value) if all(isinstance(v, (bool, int, float, str)) for v in value) else "<...>"
        )
    if type(value).__name__ == "DType":
        return "tf." + value.name
    return "<%s>" % (getattr(value, "__name__", None) or type(value).__name__)


def value_text(value):
    """What is worth comparing of a constant."""
    if isinstance(value, (bool, int, float, str, bytes)):
        text = repr(value)
        return text if len(text) < 60 else None
    if type(value).__name__ == "DType":
        return repr(value)
    return None


class Recorder(object):
    """Walks the public namespaces; keeps every object alive so that identities stay distinct."""

    def __init__(self, root):
        self.root = root
        self.symbols = {}
        self.members = {}
        self.objects = []
        self.numbers = {}
        self.keep = []
        self.names = {}

    def number(self, obj):
        key = id(obj)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers)
            self.keep.append(obj)
            self.objects.append(None)
        return self.numbers[key]

    def core(self, obj):
        """The number of the function below the decorators; None if there are none."""
        from tensorflow.python.util import tf_decorator

        if not isinstance(obj, types.FunctionType):
            return None
        target = tf_decorator.unwrap(obj)[1]
        if target is obj or not callable(target):
            return None
        return self.number(target)

    def add(self, symbol, obj):
        """Records one symbol; returns its kind."""
        where = getattr(obj, "__module__", None)
        if isinstance(obj, types.ModuleType):
            kind, text, where = "module", None, getattr(obj, "__name__", None)
        elif inspect.isclass(obj):
            kind, text = "class", signature(obj)
        elif callable(obj) and type(obj).__name__ != "DType":
            kind, text = "function", signature(obj)
        else:
            kind, text, where = "value", value_text(obj), type(obj).__name__
        if not isinstance(where, str):
            where = None
        number = self.number(obj)
        self.symbols[symbol] = [kind, number]
        self.objects[number] = [text, where, self.core(obj)]
        if kind != "module":
            self.names.setdefault(id(obj), []).append(symbol)
        if kind == "class" and symbol == self.names[id(obj)][0]:
            self.members[symbol] = sorted(
                n for n in dir(obj) if not n.startswith("_") and n not in dir(object)
            )
        return kind

    def walk(self, symbol, module, accept, above=()):
        """Records a namespace and, below it, the modules ``accept(symbol, module)`` lets through."""
        self.add(symbol, module)
        for name in safe_dir(module):
            if name.startswith("_") or name in NOISE:
                continue
            child = symbol + "." + name
            try:
                obj = getattr(module, name)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:
                self.symbols[child] = ["error", str(error).split("\n")[0][:120]]
                continue
            if isinstance(obj, types.ModuleType):
                if accept(child, obj) and id(obj) not in above:
                    self.walk(child, obj, accept, above + (id(module),))
            elif type(obj).__name__ != "_Feature":
                self.add(child, obj)


def safe_dir(module):
    try:
        return dir(module)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        return []


def public_module(symbol, module):
    """Whether a module attribute below ``tf`` is a public namespace."""
    name = getattr(module, "__name__", "")
    last = symbol.split(".")[-1]
    if last in NOT_API and symbol.count(".") == 1:
        return False
    if symbol == "tf.contrib" or symbol.endswith((".compat.v1", ".compat.v2")):
        return False
    if symbol.startswith(("tf.compat.v1.keras", "tf.compat.v1.compat", "tf.compat.v2.compat")):
        return False
    if "keras" in symbol and ".src" in name:
        return False
    return (
        "._api." in name
        or ".api._v" in name
        or "keras" in name
        or name.startswith("tensorflow.python.platform")
    )


def contrib_module(symbol, module):
    """Whether a module attribute below ``tf.contrib`` is a namespace that users reach.

    Deeper ones are mostly other modules that the implementation imports.
    """
    if symbol.split(".")[-1] in ("python", "ops"):
        return False
    if symbol.startswith("tf.contrib.keras."):
        return symbol.count(".") < 5
    if symbol.count(".") == 2:
        return True
    name = getattr(module, "__name__", "").replace("tensorflow_core", "tensorflow")
    if symbol.count(".") > 3 or name.endswith("_ops"):
        return False
    # slim hands on the modules of its own, of layers and of losses and metrics.
    own = name.split(".")[2:3] == symbol.split(".")[2:3]
    return name.startswith("tensorflow.contrib.") and (own or symbol in SLIM_MODULES)


def record_contrib(recorder):
    """tf.contrib and everything below that imports."""
    import pkgutil

    contrib = importlib.import_module("tensorflow.contrib")
    for info in pkgutil.iter_modules(contrib.__path__):
        try:
            importlib.import_module("tensorflow.contrib." + info.name)
        except Exception as error:  # needs something that is not installed
            recorder.symbols["tf.contrib." + info.name] = ["error", str(error)[:120]]
    dir(contrib.layers)  # loads it
    recorder.walk("tf.contrib", contrib, contrib_module)
    # What dir() does not tell: packages outside __all__, and modules that live elsewhere.
    names = [info.name for info in pkgutil.iter_modules(contrib.__path__)]
    for name in names + ["slim.nets", "framework.nest"]:
        symbol = "tf.contrib." + name
        if symbol in recorder.symbols:
            continue
        try:
            module = importlib.import_module("tensorflow.contrib.%s" % name)
        except ImportError:
            module = contrib
            for part in name.split("."):
                module = getattr(module, part)
        recorder.walk(symbol, module, nested_module)


def nested_module(symbol, module):
    """As `contrib_module`, and the networks, which users reach as slim.nets.resnet_v1."""
    if symbol.startswith("tf.contrib.slim.nets."):
        return symbol.count(".") == 4 and ".nets." in module.__name__
    return contrib_module(symbol, module)


def module_files(package, prefix):
    """Dotted names of the modules on disk below a package directory, tests left out."""
    for folder, subfolders, files in os.walk(package):
        subfolders[:] = sorted(
            s for s in subfolders if s not in ("__pycache__", "testdata", "examples")
        )
        rel = os.path.relpath(folder, package).replace(os.sep, ".")
        base = prefix if rel == "." else prefix + "." + rel
        for name in sorted(files):
            if name == "__init__.py":
                yield base
            elif name.endswith(".py") and not name.endswith(("_test.py", "_main.py")):
                yield base + "." + name[:-3]


def record_private(recorder):
    """Members of the modules behind the public API, with their public names by identity."""
    import tensorflow

    python = importlib.import_module("tensorflow.python")
    contrib = importlib.import_module("tensorflow.contrib")
    names = list(module_files(os.path.dirname(python.__file__), "tensorflow.python"))
    names += [
        n
        for n in module_files(os.path.dirname(contrib.__file__), "tensorflow.contrib")
        if n.replace("tensorflow", "tf", 1) not in recorder.symbols
    ]
    # core.framework, core.protobuf ... hold the protocol buffers
    core = os.path.join(os.path.dirname(os.path.dirname(python.__file__)), "core")
    names += [n for n in module_files(core, "tensorflow.core") if n.endswith("_pb2")]
    private = {}
    del tensorflow
    for name in names:
        symbol = name.replace("tensorflow", "tf", 1)
        try:
            module = importlib.import_module(name)
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException:
            continue
        table = {}
        for member in safe_dir(module):
            if member.startswith("__") or member in NOISE:
                continue
            try:
                obj = getattr(module, member)
            except BaseException:
                continue
            if isinstance(obj, types.ModuleType) or type(obj).__name__ == "_Feature":
                continue
            if isinstance(obj, (bool, int, float, str, bytes, tuple, list, dict, type(None))):
                if not member.isupper():
                    continue
                table[member] = None
                continue
            public = recorder.names.get(id(obj))
            if public:
                table[member] = best_name(public, member)
            elif owned(obj, module):
                table[member] = None
        private[symbol] = table
    return private


def owned(obj, module):
    """Whether the module defines the object (imported helpers are not worth listing)."""
    where = getattr(obj, "__module__", None)
    if not isinstance(where, str):
        return False
    strip = lambda s: s.replace("tensorflow_core", "tensorflow")  # noqa: E731
    return strip(where) == strip(module.__name__)


def best_name(names, member):
    """The name people know: not under compat or contrib if possible, same last part, shortest."""
    return min(
        names,
        key=lambda n: (
            n.startswith("tf.compat."),
            n.startswith("tf.contrib."),
            n.startswith("tf.keras."),
            n.startswith("tf.contrib.slim."),
            n.startswith("tf.raw_ops."),
            n.rsplit(".", 1)[-1] != member,
            n.count("."),
            len(n),
            n,
        ),
    )


def check_private(listing):
    """For each private module of the TF 1 listing: None if gone here, else the members that are gone."""
    found = {}
    for symbol, table in sorted(listing.items()):
        name = symbol.replace("tf", "tensorflow", 1)
        if name.startswith("tensorflow.contrib"):
            continue
        try:
            module = importlib.import_module(name)
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException:
            found[symbol] = None
            continue
        found[symbol] = sorted(m for m in table if not has(module, m))
    return found


def has(module, member):
    try:
        getattr(module, member)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:
        return False
    return True


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", required=True, help="the listing to write (.json.gz)")
    parser.add_argument(
        "--private", help="the TF 1 listing whose private modules to check (TF 2 only)"
    )
    args = parser.parse_args(argv)
    silence()
    del sys.argv[1:]  # tf.app.flags.FLAGS parses it as soon as it is looked at
    import tensorflow as tf

    tf.compat.v1.logging.set_verbosity("FATAL")
    recorder = Recorder(tf)
    recorder.walk("tf", tf, public_module)
    first = tf.__version__.startswith("1.")
    names = None
    if args.private:
        before = read(args.private)
        names = before["symbols"]
    v1 = tf.compat.v1
    recorder.walk("tf.compat.v1", v1, public_module)
    if names:  # names that dir() does not tell, behind loaders that refuse
        for symbol in sorted(names):
            if symbol.startswith(("tf.contrib", "tf.compat.v1", "tf.compat.v2")):
                continue
            for prefix in ("tf.compat.v1", "tf"):
                probe(recorder, prefix + symbol[2:])
    if first:
        recorder.walk("tf.compat.v2", tf.compat.v2, public_module)
        record_contrib(recorder)
    out = {"version": tf.__version__, "objects": recorder.objects, "members": recorder.members}
    out["symbols"] = recorder.symbols
    out["private"] = (
        record_private(recorder) if first else check_private(before["private"] if names else {})
    )
    write(args.out, out)
    sys.stderr.write(
        "%s: %d symbols, %d private modules\n"
        % (tf.__version__, len(out["symbols"]), len(out["private"]))
    )


def probe(recorder, symbol):
    """Records a symbol that the walk did not see, if it is there or refused with a message."""
    if symbol in recorder.symbols:
        return
    obj = recorder.root
    for part in symbol.split(".")[1:]:
        try:
            obj = getattr(obj, part)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            if "Keras 3" in str(error) or "__internal__" in str(error):
                recorder.symbols[symbol] = ["error", str(error).split("\n")[0][:120]]
            return
    recorder.add(symbol, obj)


def read(path):
    with gzip.open(path, "rb") as stream:
        return json.loads(stream.read().decode("utf-8"))


def write(path, data):
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write(text.encode("utf-8"))
    with open(path, "wb") as stream:
        stream.write(buffer.getvalue())


if __name__ == "__main__":
    main(sys.argv[1:])
