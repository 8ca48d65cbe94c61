"""Greps a tree for TF1; everything of TensorFlow's in here is text."""
import re
import sys
import textwrap

PATTERN = re.compile(
    r"""
    \btf\.(?:
        (?P<scope>variable_scope|get_variable|AUTO_REUSE)
      | (?P<layer>layers\.\w+|contrib\.(?:slim|layers)\.\w+)
      | (?P<session>(?:Interactive)?Session|placeholder|global_variables_initializer)
    )\b
    """,
    re.VERBOSE,
)
SAMPLE = textwrap.dedent(
    '''
    import tensorflow as tf
    x = tf.placeholder(tf.float32)
    with tf.variable_scope("a", reuse=True): y = tf.layers.dense(x, 2, name="b")
    '''
)
ADVICE = dict(scope="a Keras layer", layer="tf.keras.layers", session="tf.function")


def hints(text):
    for number, line in enumerate(text.splitlines(), 1):
        for m in PATTERN.finditer(line):
            kind = m.lastgroup
            yield f"{number}: tf.{m[kind]} -> {ADVICE[kind]}"


if __name__ == "__main__":
    print(*hints("".join(open(p).read() for p in sys.argv[1:]) or SAMPLE), sep="\n")
