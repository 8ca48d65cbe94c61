"""How much of what the golden cases lift to Keras layers `golden/modules.json` has as `tf.Module`s, too.

python -m tests.golden.module_counts
"""

from __future__ import annotations

import json

from .test_modules import CASES, MODULES


def main() -> None:
    """Prints the counts, and what is missing."""
    listed = json.loads(MODULES.read_text(encoding="utf-8"))
    missing = {c.name: sorted(set(c.lifts) - set(listed.get(c.name, ()))) for c in CASES}
    functions = sum(len(c.lifts) for c in CASES)
    left = sum(map(len, missing.values()))
    full = sum(not names for names in missing.values())
    print(f"cases: {full} of {len(CASES)}; functions and classes: {functions - left} of {functions}")
    for name, names in missing.items():
        if names:
            print(f"  {name}: {', '.join(names)}")


if __name__ == "__main__":
    main()
