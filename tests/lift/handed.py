"""Random programs under scopes that hand something down: those of ``programs.py`` and ``patterns.py``, called so.

What was ``forward`` of such a program is ``network``, which one of the forms below calls. Python 3.7 must be able to read
this file.
"""

import random
import re

import patterns
import programs

GETTERS = '''

def halved(getter, *args, **kwargs):
    return 0.5 * getter(*args, **kwargs)


def with_twin(getter, name, *args, **kwargs):
    """Another variable for each one."""
    first = getter(name, *args, **kwargs)
    return first - 0.25 * getter(name + "_twin", *args, **kwargs)


def twins_only(getter, name, *args, **kwargs):
    getter(name, *args, **kwargs)
    kwargs["reuse"] = tf.AUTO_REUSE
    kwargs["trainable"] = False
    return getter(name + "/slow", *args, **kwargs)


def renamed(getter, name, *args, **kwargs):
    return getter(name + "_v", *args, **kwargs)


def shifted(by):
    def getter(getter, *args, **kwargs):
        return getter(*args, **kwargs) + by
    return getter

'''
FORMS = [
    """
def forward(x):
    with tf.variable_scope("whole", custom_getter={getter}):
        return network(x)
""",
    '''
def forward(x):
    """As a value, with its variables and with others."""
    build = network
    with tf.variable_scope("whole"):
        y = build(x)
    with tf.variable_scope("whole", reuse=True, custom_getter={getter}):
        return y + 2.0 * build(x)
''',
    """
def forward(x):
    with tf.variable_scope("outer", custom_getter={getter}):
        with tf.variable_scope("inner", custom_getter={other}):
            return network(x)
""",
    """
def forward(x):
    with tf.variable_scope("whole", regularizer=tf.contrib.layers.l2_regularizer(0.1)):
        y = network(x)
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    for i, loss in enumerate(losses):
        y = y + (i + 1.0) * loss
    return y
""",
]
# They change what all functions of a tree may be called under.
SETTERS = [
    """
def forward(x):
    tf.get_variable_scope().set_regularizer(tf.nn.l2_loss)
    with tf.variable_scope("whole", initializer=tf.random_normal_initializer(), dtype=tf.float32):
        y = network(x)
    return y + tf.add_n([tf.zeros([])] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
""",
    """
def forward(x):
    with tf.variable_scope("first") as scope:
        y = network(x)
    with tf.variable_scope(scope, reuse=True):
        scope_of = tf.get_variable_scope()
        scope_of.set_custom_getter({getter})
        return y + network(x)
""",
]
PLAIN = ("halved", "shifted(0.1)")
ALL = (*PLAIN, "with_twin", "twins_only", "renamed")


def generate(seed):
    """The modules of program number ``seed``, name -> source; from 100000 on with ``set_...`` of scopes."""
    rng = random.Random(seed * 7 + 1)
    modules = dict((programs, patterns)[seed % 2].generate(seed))
    name = list(modules)[-1]
    form = rng.choice(FORMS if seed < 100000 else SETTERS)
    again = "reuse=True" in form
    made = form.format(getter=rng.choice(PLAIN if again else ALL), other=rng.choice(ALL))
    source = re.sub(r"\bdef forward\(", "def network(", modules.pop(name))
    if again:
        source = source.replace("reuse=False", "reuse=tf.AUTO_REUSE")
    modules[name] = source.rstrip() + "\n" + GETTERS + made
    return modules
