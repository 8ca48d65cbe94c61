"""Imports of the standard library that are added stand among the module's own, or in a group in front."""

from __future__ import annotations

import pytest

REST = "w = tf.get_variable('w', [1])\n\n\ndef f(xs):\n    return reduce(max, xs)\n"
ADDED = "from functools import reduce\n"
SHIM = "from migrate import compat_scope\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a group of its own in front of all others
        ("import tensorflow as tf\n", f"{ADDED}\nimport tensorflow as tf\n{SHIM}"),
        (
            "'''Doc.'''\nfrom __future__ import division\nimport numpy as np\nimport tensorflow as tf\n",
            f"'''Doc.'''\nfrom __future__ import division\n{ADDED}\nimport numpy as np\n"
            f"import tensorflow as tf\n{SHIM}",
        ),
        # in its place among those that are there, wherever they stand
        (
            "import os\nfrom typing import Any\n\nimport tensorflow as tf\n",
            f"import os\n{ADDED}from typing import Any\n\nimport tensorflow as tf\n{SHIM}",
        ),
        (
            "import tensorflow as tf\nimport os\nimport sys\n",
            f"import tensorflow as tf\n{SHIM}import os\nimport sys\n{ADDED}",
        ),
        (
            "import tensorflow as tf\nfrom time import time\n",
            f"import tensorflow as tf\n{SHIM}{ADDED}from time import time\n",
        ),
        # not among what comes after other code
        (
            "import tensorflow as tf\nn = 1\nimport os\n",
            f"{ADDED}\nimport tensorflow as tf\n{SHIM}n = 1\nimport os\n",
        ),
    ],
)
def test_places(migrated, before, after):
    text = migrated(before + REST)
    assert text.startswith(after), text


def test_the_comment_of_an_import_stays_with_its_stand_in(migrated):
    gone = "from tensorflow.examples.tutorials.mnist import input_data\nimport tensorflow as tf\n"
    use = "data = input_data.read('.')\n"
    text = migrated(f"'Doc.'\n\n# the digits\n{gone}{use}")
    assert text.startswith(f"'Doc.'\n\n{SHIM}\n# the digits\ninput_data = "), text
    text = migrated(f"# coding: utf-8\n{gone}{use}")  # about the file
    assert text.startswith(f"# coding: utf-8\n{SHIM}input_data = "), text
