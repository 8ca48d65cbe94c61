"""What a file that never says "tensorflow" passes on: `from .compat import tf` in a package's ``__init__``."""

from __future__ import annotations

import re
import sys

from migrate.resolve.tree_index import Export, ModuleSummary

_FROM = re.compile(
    rb"^from[ \t]+([\w.]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n(#]*))", re.MULTILINE
)
_DEFINED = re.compile(rb"^(def|class)[ \t]+(\w+)", re.MULTILINE)
_IMPORTS_ANYTHING = re.compile(rb"\b(?:importlib|__import__|runpy|exec)\b")
_NAME = re.compile(r"(\w+)(?:\s+as\s+(\w+))?$")


def passed_on(raw: bytes, relpath: str) -> ModuleSummary | None:
    """The names that the module-level ``from`` imports of a file may pass on, or None if there are none.

    Reads the text only, since parsing every file that holds no TensorFlow would cost more than all the rest. Of
    modules only names that look like TensorFlow (``tf``, ``tfv1``, ``tensorflow``) count, and stars; of packages,
    whose ``__init__`` is there to pass names on, all do, and of modules that define nothing, all but Python's own. Where there are any, what the file defines counts too: it may
    use TensorFlow by such a name. What may import anything says so by importing ``importlib``.
    """
    package = relpath.endswith("__init__.py")
    defined = _DEFINED.findall(raw)
    exports: dict[str, Export] = {}
    stars: list[Export] = []
    for module, listed, line in _FROM.findall(raw):
        written = module.decode("ascii", "replace")
        for part in re.sub(rb"#[^\n]*|[\\\r]", b"", listed or line).split(b","):
            text = " ".join(part.decode("ascii", "replace").split())
            match = _NAME.match(text)
            if text == "*":
                stars.append(Export(module=written))
            elif match and (
                package
                or match[1].lower().startswith(("tf", "tensorflow"))
                or not (defined or written.partition(".")[0] in sys.stdlib_module_names)
            ):
                exports[match[2] or match[1]] = Export(module=written, name=match[1])
    anything = ("importlib",) if _IMPORTS_ANYTHING.search(raw) else ()
    if not exports and not stars:
        return ModuleSummary(relpath, imports=anything) if anything else None
    for kind, name in defined:
        exports[name.decode("ascii", "replace")] = Export(definition=kind.decode())
    return ModuleSummary(relpath, exports, tuple(stars), anything)
