"""Callers that keep their variable scopes; what they call is TF1 functions on TF 1.15.5, lifted layers on the shim.

Each takes `tf` (TensorFlow 1, or what stands in for it), `f` (the functions, see ``tf1_functions.py``, or what
calls the layers, see ``lifted.py``), `x` of shape [2, 4] and `out`, which takes down one observation. Python 3.7 must
be able to read this file. Nothing here knows what is right: TF 1.15.5 says so.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

PROGRAMS = {}


def program(function):
    PROGRAMS[function.__name__] = function
    return function


def names(variables):
    return [v.name.split(":")[0] for v in variables]


def attempt(out, function):
    """Takes down the error's type and the first line of its message, or what came back."""
    try:
        result = function()
    except Exception as error:
        text = str(error.args[0] if error.args else "").split("\n")[0]
        out("%s: %s" % (type(error).__name__, text.split(" Originally defined")[0]))
        return None
    out("fine")
    return result


def listing(tf, out, scope=None):
    keys = tf.GraphKeys
    for key in (keys.GLOBAL_VARIABLES, keys.TRAINABLE_VARIABLES, keys.LOCAL_VARIABLES):
        out(names(tf.get_collection(key, scope)))


@program
def named(tf, f, x, out):
    with tf.variable_scope("outer"):
        f.encoder(x, 4, 2, scope="enc")
        f.encoder(x, 4, 2, scope="enc", reuse=True)
        f.encoder(x, 4, 1, scope="other")
    f.encoder(x, 3, 1)
    listing(tf, out)
    listing(tf, out, "outer/e")


@program
def duplicates(tf, f, x, out):
    f.encoder(x, 4, 1)
    attempt(out, lambda: f.encoder(x, 4, 1))
    with tf.variable_scope("a"):
        f.encoder(x, 4, 1)
        attempt(out, lambda: f.encoder(x, 4, 1, reuse=False))
    with tf.variable_scope("a", reuse=True):
        attempt(out, lambda: f.encoder(x, 4, 1, reuse=False))
    listing(tf, out)


@program
def missing(tf, f, x, out):
    attempt(out, lambda: f.encoder(x, 4, 1, reuse=True))
    with tf.variable_scope("a"):
        attempt(out, lambda: f.encoder(x, 4, 1, reuse=True))
    with tf.variable_scope("a", reuse=True):
        attempt(out, lambda: f.encoder(x, 4, 1))
    listing(tf, out)
    attempt(out, lambda: f.encoder(x, 4, 1))
    listing(tf, out)


@program
def auto_reuse(tf, f, x, out):
    for _ in range(2):
        f.encoder(x, 4, 1, scope="auto", reuse=tf.AUTO_REUSE)
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
        f.encoder(x, 4, 1)
        f.encoder(x, 4, 2)
    with tf.variable_scope("b") as scope:
        f.encoder(x, 4, 1)
        scope.reuse_variables()
        f.encoder(x, 4, 1)
        attempt(out, lambda: f.encoder(x, 4, 2))
    listing(tf, out)


@program
def default_names(tf, f, x, out):
    for _ in range(3):
        f.block(x, 2)
    with tf.variable_scope("a"):
        f.block(x, 2)
        with tf.variable_scope("block_1"):
            pass
        f.block(x, 2)
        attempt(out, lambda: f.block(x, 2, scope="block"))
        f.block(x, 2)
    with tf.variable_scope("a"):
        f.block(x, 2, scope="again")
    attempt(out, lambda: f.block(x, 2, reuse=True))
    listing(tf, out)


@program
def default_names_with_layers(tf, f, x, out):
    with tf.variable_scope("a"):
        f.tf_dense(x, 2)
        f.pair(x)
        f.tf_dense(x, 2)
        f.tf_dense(x, 2)
    f.pair(x)
    f.tf_dense(x, 3)
    listing(tf, out)


@program
def transparent(tf, f, x, out):
    f.similarity(x, x, 4, 1)
    with tf.variable_scope("a"):
        f.similarity(x, x, 4, 1)
    with tf.variable_scope("a", reuse=True):
        f.similarity(x, x, 4, 1)
    attempt(out, lambda: f.similarity(x, x, 4, 1))
    with tf.variable_scope("b", reuse=True):
        attempt(out, lambda: f.similarity(x, x, 4, 1))
    listing(tf, out)


@program
def transparent_without_variables(tf, f, x, out):
    for _ in range(2):
        attempt(out, lambda: f.scaled(x))
    with tf.variable_scope("a", reuse=True):
        attempt(out, lambda: f.scaled(x))


@program
def several_levels(tf, f, x, out):
    f.encoder(x, 4, 1, scope="a/b")
    with tf.variable_scope("a"):
        attempt(out, lambda: f.encoder(x, 4, 1, scope="b"))
        f.encoder(x, 4, 1, scope="b", reuse=True)
        f.encoder(x, 4, 1, scope="b/c")
    f.predictions(x)
    with tf.variable_scope("x"):
        f.predictions(x)
    listing(tf, out)


@program
def shared_with_get_variable(tf, f, x, out):
    f.dense(x, 3, "d")
    with tf.variable_scope("d", reuse=True):
        out(names([tf.get_variable("w"), tf.get_variable("b", [3])]))
        attempt(out, lambda: tf.get_variable("w", [5, 5]))
    with tf.variable_scope("e"):
        tf.get_variable("w", [4, 3])
        attempt(out, lambda: tf.get_variable("w", [4, 3]))
    attempt(out, lambda: f.dense(x, 3, "e", reuse=True))
    attempt(out, lambda: f.dense(x, 3, "e"))
    f.dense(x, 3, "e", reuse=tf.AUTO_REUSE)
    f.dense(x, 3, "e", reuse=True)
    listing(tf, out)


@program
def other_settings(tf, f, x, out):
    f.dense(x, 3, "d")
    attempt(out, lambda: f.dense(x, 5, "d", reuse=True))
    attempt(out, lambda: f.dense(x, 5, "d", reuse=tf.AUTO_REUSE))
    f.scaled_dense(x, 3, 2.0, "s")
    f.scaled_dense(x, 3, 3.0, "s", reuse=True)
    f.dense(x, 3, "s", reuse=True)
    attempt(out, lambda: f.scaled_dense(x, 3, 4.0, "s"))
    listing(tf, out)


@program
def captured_scopes(tf, f, x, out):
    with tf.variable_scope("a") as a:
        f.encoder(x, 4, 1)
    with tf.variable_scope("b"):
        with tf.variable_scope(a):
            f.encoder(x, 4, 1, scope="second")
            attempt(out, lambda: f.encoder(x, 4, 1))
        with tf.variable_scope(a, reuse=True):
            f.encoder(x, 4, 1)
            attempt(out, lambda: f.encoder(x, 4, 1, scope="third"))
    with tf.variable_scope(a, reuse=tf.AUTO_REUSE):
        f.encoder(x, 4, 1, scope="third")
    listing(tf, out)


@program
def names_taken_by_others(tf, f, x, out):
    tf.Variable(1.0, name="d")
    f.dense(x, 2, "d")
    tf.Variable(1.0, name="d/w")
    f.dense(x, 2, "D")
    listing(tf, out)


@program
def names_taken_by_scopes_inside(tf, f, x, out):
    """A variable called like a scope that a function opened has another name than it was asked for."""
    f.similarity(x, x, 4, 2)
    f.encoder(x, 4, 1, scope="named")
    f.pair(x)
    for scope in ("encoder", "encoder/layer_1", "named", "named/layer_0"):
        with tf.variable_scope(scope):
            for name in ("layer_0", "dense", "w"):
                attempt(out, lambda: out(tf.get_variable(name, [2]).name))  # noqa: B023
    for name in ("named", "dense", "dense_1", "dense_2"):
        out(tf.get_variable(name, [2]).name)
        out(tf.Variable(1.0, name=name).name)
    listing(tf, out)


@program
def collections(tf, f, x, out):
    f.normalized(x, True, scope="n")
    out(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) if f.graph else 2)
    f.normalized(x, True, scope="n", reuse=True)
    f.normalized(x, False, scope="m")
    out(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) if f.graph else 4)
    listing(tf, out)
    listing(tf, out, "n/")


@program
def regularizers(tf, f, x, out):
    def half(value):
        return 0.5 * tf.reduce_sum(tf.square(value))

    def count():
        out(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))

    f.regularized(x, 2, "r")
    count()
    f.regularized(x, 2, "r", reuse=True)
    count()
    with tf.variable_scope("a", regularizer=half):
        f.dense(x, 2, "d")
        count()
        f.dense(x, 2, "d", reuse=True)
        count()
        f.regularized(x, 2, "r")
        count()


@program
def scope_initializers(tf, f, x, out):
    with tf.variable_scope("a", initializer=tf.constant_initializer(3.0)):
        f.dense(x, 2, "d")
        variables = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES)
    out(f.values(variables))


@program
def getters(tf, f, x, out):
    def getter(getter, name, *args, **kwargs):
        out(name)
        return getter(name + "_x", *args, **kwargs)

    with tf.variable_scope("a", custom_getter=getter):
        f.dense(x, 2, "d")
    listing(tf, out)


def asked(out):
    """A getter that takes down what it is asked for."""

    def getter(getter, name, *args, **kwargs):
        shape, dtype = [int(n) for n in kwargs["shape"]], kwargs["dtype"].name
        out([name, shape, dtype, bool(kwargs["trainable"])])
        return getter(name, *args, **kwargs)

    return getter


@program
def what_getters_are_asked(tf, f, x, out):
    with tf.variable_scope("a", custom_getter=asked(out)):
        f.encoder(x, 4, 2)
        f.encoder(x, 4, 2, reuse=True)
        f.block(x, 4)
        f.block(x, 4)
        f.predictions(x)
        f.gated(x, "g")
        f.gated(x, "g", reuse=True)
        f.normalized(x, True, scope="n")
        f.pair(x)
        attempt(out, lambda: f.encoder(x, 4, 2))
        attempt(out, lambda: f.encoder(x, 4, 2, scope="other", reuse=True))
    f.encoder(x, 4, 2, scope="b")
    with tf.variable_scope("b", custom_getter=asked(out)):
        f.dense(x, 2, "d")
    listing(tf, out)


@program
def getters_and_shared_layers(tf, f, x, out):
    with tf.variable_scope("a", custom_getter=asked(out)):
        f.similarity(x, x, 4, 2)
        f.mixed(x, scope="m")
        f.tied(tf.zeros([2], tf.int32), "t")
    with tf.variable_scope("a", custom_getter=asked(out), reuse=True):
        f.similarity(x, x, 4, 2)
        f.mixed(x, scope="m")
    with tf.variable_scope("a", reuse=True):
        f.similarity(x, x, 4, 2)
    listing(tf, out)


@program
def getters_that_make_others(tf, f, x, out):
    """Each weight has a mean and a deviation, as in variational layers."""

    def getter(getter, name, *args, **kwargs):
        mean = getter(name + "/mean", *args, **kwargs)
        kwargs["initializer"] = tf.constant_initializer(0.5)
        deviation = getter(name + "/deviation", *args, **kwargs)
        return mean + 2.0 * deviation

    with tf.variable_scope("a", custom_getter=getter):
        f.gated(x, "g")
        f.encoder(x, 4, 2)
        f.encoder(x, 4, 2, reuse=True)
        attempt(out, lambda: f.encoder(x, 4, 2))
    listing(tf, out)


@program
def getters_in_getters(tf, f, x, out):
    def renaming(getter, name, *args, **kwargs):
        out(name)
        return getter(name + "_x", *args, **kwargs)

    def collecting(getter, name, *args, **kwargs):
        out(name)
        kwargs["collections"] = ["mine", tf.GraphKeys.GLOBAL_VARIABLES]
        kwargs["trainable"] = False
        return getter(name, *args, **kwargs)

    with tf.variable_scope("a", custom_getter=renaming):
        with tf.variable_scope("b", custom_getter=collecting) as scope:
            f.gated(x, "g")
        f.dense(x, 2, "d")
    with tf.variable_scope(scope, reuse=True):
        f.gated(x, "g")
    listing(tf, out)
    out(names(tf.get_collection("mine")))


@program
def updates_under_getters(tf, f, x, out):
    def plain(getter, *args, **kwargs):
        return getter(*args, **kwargs)

    def doubled(getter, *args, **kwargs):
        return 2.0 * getter(*args, **kwargs)

    def doubled_if_trained(getter, name, *args, **kwargs):
        value = getter(name, *args, **kwargs)
        return 2.0 * value if kwargs["trainable"] else value

    for name, getter in (("a", plain), ("b", doubled_if_trained)):
        with tf.variable_scope(name, custom_getter=getter):
            f.normalized(x, True, scope="n")
            f.normalized(x, True, scope="n", reuse=True)
    out(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)) if f.graph else 8)
    with tf.variable_scope("c", custom_getter=doubled):
        try:
            f.normalized(tf.identity(x), True, scope="n")
            out("fine")
        except (AttributeError, ValueError):
            out("an error")
    listing(tf, out)


@program
def layers_that_call_functions(tf, f, x, out):
    f.mixed(x, scope="m")
    f.mixed(x, scope="m", reuse=True)
    with tf.variable_scope("a"):
        f.mixed(x, scope="n")
        attempt(out, lambda: f.mixed(x, scope="n"))
        attempt(out, lambda: f.mixed(x, scope="o", reuse=True))
    listing(tf, out)


@program
def functions_between(tf, f, x, out):
    def middle(x, scope):
        with tf.variable_scope(scope):
            w = tf.get_variable("scale", [], initializer=tf.ones_initializer())
            return f.block(f.block(x, 4) * w, 4)

    with tf.variable_scope("net"):
        middle(middle(x, "one"), "two")
    listing(tf, out)
