"""Small TF1 scope programs, run unchanged on TF 1.15.5 (to record) and on the shim (to compare).

Each takes `tf` (TensorFlow 1, or what stands in for it) and `out`, which takes down one observation.
Python 3.7 must be able to read this file. Nothing here knows what is right: TF 1.15.5 says so.
"""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import threading

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


def show_scope(tf, out):
    scope = tf.get_variable_scope()
    out([scope.name, str(scope.reuse), scope.original_name_scope])


# ---- names ----------------------------------------------------------------------------------------


@program
def names_nested(tf, out):
    with tf.variable_scope("a"):
        with tf.variable_scope("b"):
            out(names([tf.get_variable("v", [1])]))
            show_scope(tf, out)
        out(names([tf.get_variable("v", [1])]))
    out(names([tf.get_variable("v", [1])]))
    out(names(tf.global_variables()))


@program
def names_with_slashes(tf, out):
    with tf.variable_scope("a/b"):
        out(names([tf.get_variable("c/v", [1])]))
        with tf.variable_scope("d"):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1])]))


@program
def names_trailing_slash(tf, out):
    with tf.variable_scope("a/"):
        show_scope(tf, out)
        out(names([tf.get_variable("v", [1])]))


@program
def names_empty_string(tf, out):
    with tf.variable_scope(""):
        show_scope(tf, out)
        out(names([tf.get_variable("v", [1])]))
    with tf.variable_scope("a"):
        with tf.variable_scope(""):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1])]))


@program
def names_empty_string_child(tf, out):
    with tf.variable_scope("a"):
        with tf.variable_scope(""):
            with tf.variable_scope("b"):
                show_scope(tf, out)
                out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="w")]))


@program
def names_case(tf, out):
    with tf.variable_scope("A"):
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="w")]))
    with tf.variable_scope("a"):
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="w")]))
    out(names([tf.get_variable("x", [1]), tf.get_variable("X", [1])]))


@program
def names_bad(tf, out):
    attempt(out, lambda: tf.get_variable("a b", [1]))
    attempt(out, lambda: tf.get_variable("_v", [1]))

    def enter(name):
        with tf.variable_scope(name):
            pass

    attempt(out, lambda: enter("a b"))
    attempt(out, lambda: enter("_a"))

    def inner():
        with tf.variable_scope("ok"):
            with tf.variable_scope("_a"):
                out(names([tf.get_variable("_v", [1])]))

    attempt(out, inner)
    attempt(out, lambda: tf.name_scope("a:b").__enter__())


@program
def names_reentered_by_string(tf, out):
    with tf.variable_scope("a") as first:
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with tf.variable_scope("a") as second:
        out(names([tf.get_variable("w", [1]), tf.Variable(1.0, name="t")]))
        show_scope(tf, out)
    out(first is second)
    out([first.original_name_scope, second.original_name_scope])


@program
def names_jump(tf, out):
    with tf.variable_scope("a"):
        with tf.variable_scope("b") as b:
            out(names([tf.get_variable("v", [1])]))
    with tf.variable_scope("c"):
        with tf.variable_scope(b) as again:
            show_scope(tf, out)
            out(again is b)
            out(names([tf.get_variable("w", [1]), tf.Variable(1.0, name="t")]))
            with tf.variable_scope("d"):
                show_scope(tf, out)
                out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))


@program
def names_jump_to_root(tf, out):
    root = tf.get_variable_scope()
    with tf.variable_scope("a"):
        with tf.variable_scope(root):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
            with tf.variable_scope("b"):
                show_scope(tf, out)
                out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with tf.variable_scope(tf.get_variable_scope()):
        show_scope(tf, out)


@program
def names_current_scope_reentered(tf, out):
    with tf.variable_scope("a"):
        out(names([tf.get_variable("v", [1])]))
        with tf.variable_scope(tf.get_variable_scope(), reuse=True):
            out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
            show_scope(tf, out)
        show_scope(tf, out)


@program
def names_same_instance_twice(tf, out):
    scope = tf.variable_scope("a")
    with scope as one:
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with scope as two:
        out(names([tf.get_variable("w", [1]), tf.Variable(1.0, name="t")]))
        show_scope(tf, out)
    out(one is two)
    with tf.variable_scope("b"):
        with scope:
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1])]))


@program
def names_same_default_instance_twice(tf, out):
    scope = tf.variable_scope(None, "d")
    for _ in range(2):
        with scope:
            show_scope(tf, out)
            out(names([tf.get_variable("v%d" % len(tf.global_variables()), [1])]))
    with tf.variable_scope(None, "d"):
        show_scope(tf, out)


@program
def names_same_jump_instance_twice(tf, out):
    with tf.variable_scope("a") as a:
        pass
    scope = tf.variable_scope(a)
    with scope as one:
        out(names([tf.Variable(1.0, name="t")]))
    with scope as two:
        out(names([tf.Variable(1.0, name="t")]))
    out([one is two, one is a])


@program
def names_taken_by_name_scope(tf, out):
    with tf.name_scope("v"):
        pass
    out(names([tf.get_variable("v", [1])]))
    out(names([tf.get_variable("w", [1])]))
    with tf.variable_scope("w"):
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
        show_scope(tf, out)
    out(names([tf.Variable(1.0, name="w")]))


@program
def names_taken_by_variable(tf, out):
    out(names([tf.Variable(1.0, name="v"), tf.Variable(1.0, name="v"), tf.get_variable("v", [1])]))
    with tf.variable_scope("", reuse=True):
        out(names([tf.get_variable("v", [1])]))
    out(names(tf.global_variables()))


@program
def names_uniquified_twice(tf, out):
    out(
        names(
            [tf.Variable(1.0, name="v_1"), tf.Variable(1.0, name="v"), tf.Variable(1.0, name="v")]
        )
    )
    out(
        names(
            [tf.Variable(1.0, name="v"), tf.Variable(1.0, name="v_1"), tf.Variable(1.0, name="v_1")]
        )
    )


# ---- default names --------------------------------------------------------------------------------


@program
def default_names(tf, out):
    for _ in range(3):
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1])]))


@program
def default_names_nested(tf, out):
    for _ in range(2):
        with tf.variable_scope(None, "d"):
            for _ in range(2):
                with tf.variable_scope(None, "e"):
                    out(names([tf.get_variable("v", [1])]))


@program
def default_name_ignored(tf, out):
    with tf.variable_scope("a", "d"):
        show_scope(tf, out)
    with tf.variable_scope("a", default_name="d"):
        show_scope(tf, out)
    with tf.variable_scope(None, "d"):
        show_scope(tf, out)


@program
def default_name_and_explicit(tf, out):
    with tf.variable_scope("d"):
        out(names([tf.get_variable("v", [1])]))
    with tf.variable_scope(None, "d"):
        show_scope(tf, out)
    with tf.variable_scope("d_2"):
        pass
    with tf.variable_scope(None, "d"):
        show_scope(tf, out)
    with tf.variable_scope(None, "D"):
        show_scope(tf, out)


@program
def default_name_not_taken_by_variables(tf, out):
    tf.get_variable("d", [1])
    tf.Variable(1.0, name="e")
    with tf.name_scope("f"):
        pass
    for name in "def":
        with tf.variable_scope(None, name):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1])]))


@program
def default_name_counts_below_a_closed_scope(tf, out):
    def model(reuse):
        with tf.variable_scope("model", reuse=reuse):
            found = []
            for _ in range(3):
                with tf.variable_scope(None, "dense"):
                    found.append(tf.get_variable("kernel", [1]))
            return found

    out(names(model(None)))
    out(names(model(True)))
    out(names(tf.global_variables()))


@program
def default_name_counts_across_jump(tf, out):
    with tf.variable_scope("a") as a:
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)
    with tf.variable_scope(a):
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)
    with tf.variable_scope(None, "a"):
        show_scope(tf, out)
    with tf.variable_scope(None, "a"):
        show_scope(tf, out)
    with tf.variable_scope(a):
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)


@program
def default_name_jump_inside(tf, out):
    with tf.variable_scope("a") as a:
        with tf.variable_scope(None, "d"):
            pass
        with tf.variable_scope(a):
            with tf.variable_scope(None, "d"):
                show_scope(tf, out)
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)


@program
def default_name_root_counts(tf, out):
    with tf.variable_scope(None, "d"):
        pass
    with tf.variable_scope(tf.get_variable_scope()):
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)
    with tf.variable_scope(None, "d"):
        show_scope(tf, out)
    with tf.variable_scope(""):
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)


@program
def default_name_with_slash(tf, out):
    for _ in range(2):
        with tf.variable_scope(None, "d/e"):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with tf.variable_scope("d"):
        with tf.variable_scope(None, "e"):
            show_scope(tf, out)


@program
def default_name_errors(tf, out):
    attempt(out, lambda: tf.variable_scope(None))
    attempt(out, lambda: tf.variable_scope(None, "d", reuse=True).__enter__())
    attempt(out, lambda: tf.variable_scope(None, "d", reuse=tf.AUTO_REUSE).__enter__())
    attempt(out, lambda: tf.variable_scope(3).__enter__())
    attempt(out, lambda: tf.variable_scope("a", reuse="yes"))
    attempt(out, lambda: tf.variable_scope("a", auxiliary_name_scope="no"))
    show_scope(tf, out)


@program
def default_name_inherits_reuse(tf, out):
    with tf.variable_scope("a"):
        with tf.variable_scope(None, "d"):
            tf.get_variable("v", [1])
    with tf.variable_scope("a", reuse=True):
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1])]))
        with tf.variable_scope(None, "d"):
            attempt(out, lambda: tf.get_variable("v", [1]))


# ---- name scopes ----------------------------------------------------------------------------------


@program
def name_scopes(tf, out):
    with tf.name_scope("n") as one:
        out([one] + names([tf.Variable(1.0, name="v"), tf.get_variable("v", [1])]))
        with tf.name_scope("m") as two:
            out([two] + names([tf.Variable(1.0, name="v")]))
    with tf.name_scope("n") as three:
        out([three] + names([tf.Variable(1.0, name="v")]))
    with tf.name_scope(one) as four:
        out([four] + names([tf.Variable(1.0, name="v")]))


@program
def name_scope_absolute(tf, out):
    with tf.name_scope("a"):
        with tf.name_scope("b/") as b:
            out([b] + names([tf.Variable(1.0, name="v")]))
        with tf.name_scope("") as root:
            out([root] + names([tf.Variable(1.0, name="v")]))
        with tf.name_scope(None) as none:
            out([none] + names([tf.Variable(1.0, name="v")]))
        with tf.name_scope(None, "d") as d:
            out([d] + names([tf.Variable(1.0, name="v")]))
        with tf.name_scope("x", "d") as x:
            out([x])
    attempt(out, lambda: tf.name_scope(None, values=[]).__enter__())
    attempt(out, lambda: tf.name_scope("a", [1.0]))


@program
def name_scope_around_variable_scope(tf, out):
    with tf.name_scope("n"):
        with tf.variable_scope("a"):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with tf.variable_scope("a"):
        with tf.name_scope("n"):
            show_scope(tf, out)
            out(names([tf.get_variable("w", [1]), tf.Variable(1.0, name="t")]))
            with tf.variable_scope("b"):
                show_scope(tf, out)
                out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))


@program
def name_scope_original(tf, out):
    with tf.variable_scope("s") as s:
        out(names([tf.Variable(1.0, name="t")]))
    with tf.variable_scope(s, auxiliary_name_scope=False):
        with tf.name_scope(s.original_name_scope) as n:
            out([n] + names([tf.Variable(1.0, name="t"), tf.get_variable("v", [1])]))
    with tf.variable_scope(s, auxiliary_name_scope=False):
        out(names([tf.Variable(1.0, name="t"), tf.get_variable("w", [1])]))


@program
def name_scope_auxiliary_false(tf, out):
    with tf.variable_scope("a", auxiliary_name_scope=False):
        show_scope(tf, out)
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
        with tf.variable_scope("b"):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with tf.name_scope("n"):
        with tf.variable_scope(None, "c", auxiliary_name_scope=False):
            show_scope(tf, out)
            out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
        with tf.variable_scope("e", auxiliary_name_scope=False):
            show_scope(tf, out)


@program
def name_scope_survives_reentry(tf, out):
    with tf.variable_scope("a") as a:
        pass
    with tf.variable_scope(a) as b:
        out(b.original_name_scope)
        out(names([tf.Variable(1.0, name="t")]))
    with tf.variable_scope("x"):
        with tf.variable_scope(b) as c:
            out(c.original_name_scope)
            out(names([tf.Variable(1.0, name="t")]))


@program
def op_scopes(tf, out):
    with tf.op_scope([], "n") as n:
        out([n] + names([tf.Variable(1.0, name="v")]))
    with tf.op_scope([], None, "d") as d:
        out([d] + names([tf.Variable(1.0, name="v")]))
    with tf.variable_op_scope([], "s", "d") as s:
        out(s.name)
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
    with tf.variable_op_scope([], None, "d") as s:
        out(s.name)
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))


# ---- reuse ----------------------------------------------------------------------------------------


@program
def reuse_duplicate(tf, out):
    tf.get_variable("v", [1])
    attempt(out, lambda: tf.get_variable("v", [1]))
    with tf.variable_scope("a"):
        tf.get_variable("v", [1])
    with tf.variable_scope("a"):
        attempt(out, lambda: tf.get_variable("v", [1]))
    out(names(tf.global_variables()))


@program
def reuse_missing(tf, out):
    with tf.variable_scope("a", reuse=True):
        attempt(out, lambda: tf.get_variable("v", [1]))
    tf.Variable(1.0, name="t")
    with tf.variable_scope("", reuse=True):
        attempt(out, lambda: tf.get_variable("t", []))


@program
def reuse_true(tf, out):
    with tf.variable_scope("a"):
        v = tf.get_variable("v", [1])
    with tf.variable_scope("a", reuse=True):
        out(tf.get_variable("v", [1]) is v)
        out(tf.get_variable("v") is v)
        show_scope(tf, out)
    out(names(tf.global_variables()))


@program
def reuse_auto(tf, out):
    found = []
    for _ in range(2):
        with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
            found.append(tf.get_variable("v", [1]))
            found.append(tf.get_variable("w", [1]))
            show_scope(tf, out)
    out([found[0] is found[2], found[1] is found[3]])
    out(names(tf.global_variables()))


@program
def reuse_inherited(tf, out):
    with tf.variable_scope("a"):
        with tf.variable_scope("b"):
            tf.get_variable("v", [1])
    for outer in (True, tf.AUTO_REUSE):
        with tf.variable_scope("a", reuse=outer):
            for inner in (None, False, True, tf.AUTO_REUSE):
                with tf.variable_scope("b", reuse=inner):
                    show_scope(tf, out)
                    attempt(out, lambda: tf.get_variable("v", [1]))
                    with tf.variable_scope("c"):
                        show_scope(tf, out)


@program
def reuse_and_jump(tf, out):
    with tf.variable_scope("a") as a:
        tf.get_variable("v", [1])
    with tf.variable_scope("a", reuse=True) as reusing:
        pass
    with tf.variable_scope("b", reuse=True):
        with tf.variable_scope(a):
            show_scope(tf, out)
            attempt(out, lambda: tf.get_variable("v", [1]))
    with tf.variable_scope(reusing, reuse=False):
        show_scope(tf, out)
        attempt(out, lambda: tf.get_variable("v", [1]))
    with tf.variable_scope(a, reuse=tf.AUTO_REUSE):
        show_scope(tf, out)
        attempt(out, lambda: tf.get_variable("w", [1]))
    with tf.variable_scope(reusing):
        show_scope(tf, out)


@program
def reuse_variables_call(tf, out):
    with tf.variable_scope("a") as a:
        v = tf.get_variable("v", [1])
        a.reuse_variables()
        show_scope(tf, out)
        out(tf.get_variable("v", [1]) is v)
        with tf.variable_scope("b"):
            show_scope(tf, out)
    show_scope(tf, out)
    with tf.variable_scope(a):
        show_scope(tf, out)
    with tf.variable_scope("a"):
        show_scope(tf, out)


@program
def reuse_variables_at_root(tf, out):
    tf.get_variable("v", [1])
    tf.get_variable_scope().reuse_variables()
    show_scope(tf, out)
    attempt(out, lambda: tf.get_variable("v", [1]))
    attempt(out, lambda: tf.get_variable("w", [1]))
    with tf.variable_scope("a"):
        show_scope(tf, out)


@program
def reuse_loop_idiom(tf, out):
    for step in range(3):
        with tf.variable_scope("net") as scope:
            if step > 0:
                scope.reuse_variables()
            out(names([tf.get_variable("w", [2])]))


@program
def reuse_with_root_scope(tf, out):
    def model():
        return tf.get_variable("w", [1])

    out(names([model()]))
    with tf.variable_scope(tf.get_variable_scope(), reuse=True):
        out(names([model()]))
    with tf.variable_scope(tf.get_variable_scope()) as scope:
        scope.reuse_variables()
        out(names([model()]))
    attempt(out, model)


@program
def reuse_gan_idiom(tf, out):
    def discriminator(reuse=False):
        with tf.variable_scope("discriminator") as scope:
            if reuse:
                scope.reuse_variables()
            with tf.variable_scope("h0_conv"):
                return tf.get_variable("w", [5, 5], initializer=tf.zeros_initializer())

    out(discriminator() is discriminator(reuse=True))
    attempt(out, discriminator)


@program
def reuse_after_error(tf, out):
    try:
        with tf.variable_scope("a", reuse=True):
            tf.get_variable("v", [1])
    except ValueError:
        show_scope(tf, out)
    with tf.variable_scope("a"):
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))


@program
def reuse_try_except(tf, out):
    def get(name):
        try:
            with tf.variable_scope("s"):
                return tf.get_variable(name, [1])
        except ValueError:
            with tf.variable_scope("s", reuse=True):
                return tf.get_variable(name, [1])

    out(get("v") is get("v"))
    out(names(tf.global_variables()))


@program
def reuse_shape_and_dtype(tf, out):
    tf.get_variable("v", [1])
    tf.get_variable("i", [2], dtype=tf.int32)
    with tf.variable_scope("", reuse=True):
        attempt(out, lambda: tf.get_variable("v", [2]))
        attempt(out, lambda: tf.get_variable("v", [1, 1]))
        attempt(out, lambda: tf.get_variable("v", [None]))
        attempt(out, lambda: tf.get_variable("v", 1))
        attempt(out, lambda: tf.get_variable("v", (1,)))
        attempt(out, lambda: tf.get_variable("v", [1], dtype=tf.int32))
        attempt(out, lambda: tf.get_variable("i", [2]))
        attempt(out, lambda: tf.get_variable("i", [2], dtype=tf.int32))
        attempt(out, lambda: tf.get_variable("v", [1], initializer=tf.constant([1.0])))
        attempt(out, lambda: tf.get_variable("v", initializer=tf.constant([1.0])))
        attempt(out, lambda: tf.get_variable("v", initializer=[1.0]))


@program
def nesting_improper(tf, out):
    a, b = tf.variable_scope("a"), tf.variable_scope("b")
    a.__enter__()
    b.__enter__()
    attempt(out, lambda: a.__exit__(None, None, None))


@program
def exit_by_exception(tf, out):
    for error in (KeyError, ValueError):
        try:
            with tf.variable_scope("a"):
                with tf.name_scope("n"):
                    raise error("x")
        except error:
            show_scope(tf, out)
            out(names([tf.Variable(1.0, name="t")]))


# ---- what scopes hand down --------------------------------------------------------------------------


@program
def inherit_initializer(tf, out):
    made = []

    def fill(shape, dtype=None, partition_info=None):
        made.append(list(shape))
        return tf.zeros(shape, dtype)

    with tf.variable_scope("a", initializer=fill) as a:
        out(a.initializer is fill)
        tf.get_variable("v", [2])
        with tf.variable_scope("b"):
            tf.get_variable("v", [3])
        tf.get_variable("w", [4], initializer=tf.zeros_initializer())
    with tf.variable_scope(a):
        tf.get_variable("x", [5])
    with tf.variable_scope("a"):
        tf.get_variable("y", [6])
    a.set_initializer(None)
    with tf.variable_scope(a):
        tf.get_variable("z", [7])
    out(made)


@program
def inherit_everything(tf, out):
    def regularizer(v):
        return None

    def constraint(v):
        return v

    def partitioner(shape, dtype):
        return [1] * shape.ndims

    def getter(true_getter, *args, **kwargs):
        return true_getter(*args, **kwargs)

    def show(scope):
        out(
            [
                scope.regularizer is regularizer,
                scope.constraint is constraint,
                scope.partitioner is partitioner,
                scope.custom_getter is getter,
                scope.dtype == tf.float64,
                scope.use_resource,
                scope.caching_device,
            ]
        )

    with tf.variable_scope(
        "a",
        regularizer=regularizer,
        constraint=constraint,
        partitioner=partitioner,
        custom_getter=getter,
        dtype=tf.float64,
        use_resource=True,
        caching_device="/cpu:0",
    ) as a:
        show(a)
        with tf.variable_scope("b") as b:
            show(b)
        with tf.variable_scope(None, "d") as d:
            show(d)
    show(tf.get_variable_scope())
    with tf.variable_scope("c", dtype=tf.int32) as c:
        show(c)
        with tf.variable_scope(a) as jumped:
            show(jumped)
        with tf.variable_scope(a, constraint=constraint) as jumped:
            show(jumped)


@program
def inherit_dtype(tf, out):
    with tf.variable_scope("a", dtype=tf.float64):
        out(tf.get_variable("v", [1]).dtype.base_dtype.name)
        out(tf.get_variable("w", [1], dtype=tf.float32).dtype.base_dtype.name)
        out(tf.get_variable("i", [1], dtype="int32").dtype.base_dtype.name)
        out(tf.get_variable("c", initializer=1).dtype.base_dtype.name)
        with tf.variable_scope("b"):
            out(tf.get_variable("v", [1]).dtype.base_dtype.name)
    with tf.variable_scope("c", dtype=tf.int32):
        out(tf.get_variable("v", [1]).dtype.base_dtype.name)


@program
def inherit_setters(tf, out):
    with tf.variable_scope("a") as a:
        a.set_dtype(tf.float64)
        a.set_regularizer(lambda v: None)
        a.set_partitioner(lambda shape, dtype: [1] * shape.ndims)
        a.set_custom_getter(lambda getter, *args, **kwargs: getter(*args, **kwargs))
        a.set_caching_device("/cpu:0")
        a.set_use_resource(True)
        with tf.variable_scope("b") as b:
            out(
                [
                    b.dtype.name,
                    b.regularizer is a.regularizer,
                    b.partitioner is a.partitioner,
                    b.custom_getter is a.custom_getter,
                    b.caching_device,
                    b.use_resource,
                ]
            )


@program
def getters(tf, out):
    seen = []

    def suffix(getter, name, *args, **kwargs):
        seen.append(sorted(kwargs))
        return getter(name + "_s", *args, **kwargs)

    out(names([tf.get_variable("v", [1], custom_getter=suffix)]))
    with tf.variable_scope("a", custom_getter=suffix):
        out(names([tf.get_variable("v", [1])]))
        with tf.variable_scope("b"):
            out(names([tf.get_variable("v", [1])]))
    out(seen)
    with tf.variable_scope("a", custom_getter=suffix, reuse=True):
        out(names([tf.get_variable("v", [1])]))


@program
def getters_nested(tf, out):
    calls = []

    def make(tag):
        def custom(getter, name, *args, **kwargs):
            calls.append(tag + ":" + name)
            return getter(name + "_" + tag, *args, **kwargs)

        return custom

    with tf.variable_scope("a", custom_getter=make("x")) as a:
        with tf.variable_scope("b", custom_getter=make("y")):
            out(names([tf.get_variable("v", [1])]))
            out(names([tf.get_variable("w", [1], custom_getter=make("z"))]))
            with tf.variable_scope("c"):
                out(names([tf.get_variable("v", [1])]))
    with tf.variable_scope(a, custom_getter=make("j")):
        out(names([tf.get_variable("v", [1])]))
    out(calls)


@program
def getter_that_makes_two(tf, out):
    def complex_getter(getter, name, *args, **kwargs):
        kwargs["trainable"] = False
        real = getter(name + "/0", *args, **kwargs)
        imaginary = getter(name + "/1", *args, **kwargs)
        return real + imaginary

    with tf.variable_scope("s", custom_getter=complex_getter):
        tf.get_variable("v", [2], initializer=tf.ones_initializer())
    out(names(tf.global_variables()))
    out(names(tf.trainable_variables()))


@program
def getter_not_callable(tf, out):
    attempt(out, lambda: tf.get_variable("v", [1], custom_getter=3))


@program
def getter_sees_scope(tf, out):
    def looking(getter, name, shape=None, dtype=None, reuse=None, **kwargs):
        out([name, str(shape), dtype.name, str(reuse), kwargs["trainable"], kwargs["partitioner"]])
        return getter(name, shape=shape, dtype=dtype, reuse=reuse, **kwargs)

    with tf.variable_scope("a", custom_getter=looking, reuse=tf.AUTO_REUSE):
        tf.get_variable("v", [1])
        tf.get_variable("w", [1], trainable=False, dtype=tf.float64)
    with tf.variable_scope("b", custom_getter=looking):
        tf.get_variable("v", [1])


@program
def regularizers(tf, out):
    calls = []

    def regularizer(v):
        calls.append(v.name.split(":")[0])
        return tf.reduce_sum(v, name="loss")

    def none(v):
        calls.append("none")
        return None

    with tf.variable_scope("a", regularizer=regularizer):
        tf.get_variable("v", [1])
        tf.get_variable("w", [1], regularizer=none)
        tf.get_variable("x", [1], regularizer=tf.no_regularizer)
        with tf.variable_scope("b"):
            tf.get_variable("v", [1])
    out(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))
    out(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES, "a/b")))
    out(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES, "b")))
    with tf.variable_scope("a", regularizer=regularizer, reuse=True):
        tf.get_variable("v", [1])
    out(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))
    out(sorted(set(calls)))


# ---- making variables -----------------------------------------------------------------------------


@program
def initializers(tf, out):
    out(
        [
            v.dtype.base_dtype.name
            for v in (tf.get_variable("a", initializer=1.0), tf.get_variable("b", initializer=1))
        ]
    )
    v = tf.get_variable("c", initializer=[[1.0, 2.0]])
    out(v.shape.as_list())
    v = tf.get_variable("d", initializer=tf.ones([2, 3]))
    out(v.shape.as_list())
    v = tf.get_variable("e", initializer=lambda: tf.zeros([4]))
    out(v.shape.as_list())
    v = tf.get_variable("f", [2], initializer=tf.zeros_initializer)
    out(v.shape.as_list())
    v = tf.get_variable("g", shape=(), initializer=tf.zeros_initializer())
    out(v.shape.as_list())
    v = tf.get_variable("h", 3)
    out(v.shape.as_list())
    v = tf.get_variable("i", tf.TensorShape([2, 2]), dtype=tf.bool)
    out([v.shape.as_list(), v.dtype.base_dtype.name])
    v = tf.get_variable(
        "j", [2], initializer=lambda shape, dtype, partition_info: tf.zeros(shape, dtype)
    )
    out(v.shape.as_list())


@program
def initializer_errors(tf, out):
    attempt(out, lambda: tf.get_variable("a", [1], initializer=tf.constant([1.0])))
    attempt(out, lambda: tf.get_variable("b", [1], initializer=1.0))
    attempt(out, lambda: tf.get_variable("c"))
    attempt(out, lambda: tf.get_variable("d", [None]))
    attempt(out, lambda: tf.get_variable("e", initializer=tf.zeros_initializer()))
    attempt(out, lambda: tf.get_variable("f", dtype=tf.int32, initializer=tf.constant([1.0])))
    attempt(out, lambda: tf.get_variable("g", dtype=tf.int32, initializer=1.0))
    attempt(out, lambda: tf.get_variable("h", [1], dtype=tf.complex64))
    attempt(out, lambda: tf.get_variable("i", initializer=lambda: tf.zeros([1])))
    out(names(tf.global_variables()))


@program
def variable_constructor(tf, out):
    out(names([tf.Variable(1.0), tf.Variable([1, 2]), tf.Variable(tf.zeros([2]), name="x")]))
    out(names([tf.Variable(lambda: tf.zeros([2]), dtype=tf.float32, name="f")]))
    v = tf.Variable(initial_value=1, dtype=tf.float64, name="y", trainable=False)
    out([v.dtype.base_dtype.name, v.shape.as_list()])
    out(names(tf.trainable_variables()))
    attempt(out, lambda: tf.Variable())
    attempt(out, lambda: tf.Variable(1.0, collections="c"))
    out(isinstance(v, tf.Variable))
    out(isinstance(tf.get_variable("z", [1]), tf.Variable))
    out(isinstance(1.0, tf.Variable))


@program
def variable_in_scopes(tf, out):
    with tf.variable_scope("a"):
        out(names([tf.Variable(1.0), tf.Variable(1.0, name="t"), tf.Variable(1.0, name="t")]))
    with tf.variable_scope("a", reuse=True):
        out(names([tf.Variable(1.0), tf.Variable(1.0, name="t")]))
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
        out(names([tf.Variable(1.0), tf.Variable(1.0, name="t")]))


@program
def local_variables(tf, out):
    with tf.variable_scope("a"):
        tf.get_local_variable("l", [1])
        tf.get_local_variable("m", [1], collections=["mine"])
        tf.get_variable("g", [1], collections=[tf.GraphKeys.LOCAL_VARIABLES], trainable=False)
        tf.Variable(1.0, name="t", collections=[tf.GraphKeys.LOCAL_VARIABLES])
    for listing in (tf.global_variables(), tf.local_variables(), tf.trainable_variables()):
        out(names(listing))
    out(names(tf.get_collection("mine")))
    with tf.variable_scope("a", reuse=True):
        attempt(out, lambda: tf.get_local_variable("l", [1]))


@program
def synchronization(tf, out):
    sync = tf.VariableSynchronization
    v = tf.get_variable(
        "v", [1], synchronization=sync.ON_READ, aggregation=tf.VariableAggregation.SUM
    )
    out([v.trainable])
    attempt(out, lambda: tf.get_variable("w", [1], synchronization=sync.ON_READ, trainable=True))
    out(names(tf.trainable_variables()))


# ---- collections ----------------------------------------------------------------------------------


@program
def collections_of_variables(tf, out):
    with tf.variable_scope("b"):
        tf.get_variable("v", [1])
    with tf.variable_scope("a"):
        tf.get_variable("w", [1], trainable=False)
        tf.get_variable("c", [1], collections=["c1", "c2"])
        tf.get_variable("d", [1], collections=["c1", tf.GraphKeys.GLOBAL_VARIABLES])
    with tf.variable_scope("ab"):
        tf.get_variable("v", [1])
    out(names(tf.global_variables()))
    out(names(tf.trainable_variables()))
    out(names(tf.get_collection("c1")))
    out(names(tf.get_collection("c2")))
    out(names(tf.get_collection("nothing")))
    out(names(tf.global_variables("a")))
    out(names(tf.global_variables("a/")))
    out(names(tf.global_variables(scope=".*v")))
    out(names(tf.trainable_variables("b")))
    out(names(tf.all_variables()))
    out(names(tf.model_variables() + tf.moving_average_variables()))


@program
def collections_of_scopes(tf, out):
    with tf.variable_scope("a") as a:
        tf.get_variable("v", [1])
        tf.get_variable("w", [1], trainable=False)
        tf.get_local_variable("l", [1])
    with tf.variable_scope("ab"):
        tf.get_variable("v", [1])
    out(names(a.global_variables()))
    out(names(a.trainable_variables()))
    out(names(a.local_variables()))
    out(names(a.get_collection(tf.GraphKeys.GLOBAL_VARIABLES)))
    out(names(tf.get_variable_scope().global_variables()))


@program
def collections_of_anything(tf, out):
    tf.add_to_collection("x", 1)
    tf.add_to_collection("x", "two")
    tf.add_to_collection("x", 1)
    tf.add_to_collections(["x", "y"], 3)
    tf.add_to_collections("y", 4)
    out(tf.get_collection("x"))
    out(tf.get_collection("y"))
    out(tf.get_collection("x", "t"))
    ref = tf.get_collection_ref("x")
    ref.append(5)
    del ref[0]
    out(tf.get_collection("x"))
    tf.get_collection("x").append(6)
    out(tf.get_collection("x"))
    out(tf.get_collection_ref("new"))


@program
def collections_twice_the_same_variable(tf, out):
    v = tf.get_variable("v", [1])
    tf.add_to_collection("c", v)
    tf.add_to_collection("c", v)
    tf.add_to_collection("c", "x")
    w = tf.get_variable("w", [1], collections=["c"])
    tf.add_to_collection(tf.GraphKeys.TRAINABLE_VARIABLES, w)
    out([getattr(item, "name", item).split(":")[0] for item in tf.get_collection("c")])
    out(names(tf.trainable_variables()))


@program
def collections_ref_of_variables(tf, out):
    v = tf.get_variable("v", [1])
    tf.get_variable("w", [1])
    ref = tf.get_collection_ref(tf.GraphKeys.TRAINABLE_VARIABLES)
    del ref[0]
    out(names(tf.trainable_variables()))
    tf.get_variable("x", [1])
    out(names(tf.trainable_variables()))
    ref.append(v)
    out(names(tf.trainable_variables()))


@program
def collections_reuse_adds_nothing(tf, out):
    for reuse in (None, True):
        with tf.variable_scope("a", reuse=reuse):
            tf.get_variable("v", [1], collections=["c", tf.GraphKeys.GLOBAL_VARIABLES])
    out(names(tf.get_collection("c")))
    out(names(tf.global_variables()))


# ---- partitioned variables --------------------------------------------------------------------------


@program
def partitioned(tf, out):
    with tf.variable_scope("a", partitioner=tf.fixed_size_partitioner(2)):
        p = tf.get_variable("p", [5, 3])
        out([p.name, p.get_shape().as_list(), p.dtype.base_dtype.name, len(p)])
        out(names(list(p)))
        out([v.shape.as_list() for v in p])
        s = tf.get_variable("s", [])
        out(names([s]))
        one = tf.get_variable("one", [1])
        out([one.name, len(one)])
    out(names(tf.global_variables()))
    with tf.variable_scope("a", reuse=True):
        out(tf.get_variable("p", [5, 3]) is p)
        out(tf.get_variable("p") is p)
        attempt(out, lambda: tf.get_variable("p", [5, 4]))
        attempt(out, lambda: tf.get_variable("p", [5, 3], dtype=tf.int32))


@program
def partitioned_errors(tf, out):
    two = tf.fixed_size_partitioner(2)
    three = tf.fixed_size_partitioner(3)
    tf.get_variable("p", [6, 2], partitioner=two)
    tf.get_variable("v", [6, 2])
    attempt(out, lambda: tf.get_variable("p", [6, 2], partitioner=two))
    attempt(out, lambda: tf.get_variable("p", [6, 2]))
    attempt(out, lambda: tf.get_variable("v", [6, 2], partitioner=two))
    attempt(out, lambda: tf.get_variable("q", partitioner=two))
    attempt(out, lambda: tf.get_variable("q", [4], partitioner=3))
    attempt(out, lambda: tf.get_variable("q", [4], partitioner=lambda shape, dtype: [2, 2]))
    attempt(out, lambda: tf.get_variable("q", [4, 4], partitioner=lambda shape, dtype: [2, 2]))
    attempt(out, lambda: tf.get_variable("q", [4], partitioner=lambda shape, dtype: [0]))
    attempt(out, lambda: tf.get_variable("q", [4], partitioner=lambda shape, dtype: None))
    with tf.variable_scope("", reuse=True):
        attempt(out, lambda: tf.get_variable("p", [6, 2], partitioner=three))
        attempt(out, lambda: tf.get_variable("missing", [6, 2], partitioner=two))
        attempt(out, lambda: tf.get_variable("v", [6, 2], partitioner=two))
    with tf.variable_scope("", reuse=tf.AUTO_REUSE):
        attempt(out, lambda: tf.get_variable("p", [6, 2], partitioner=two))
        attempt(out, lambda: tf.get_variable("p", [6, 2]))


@program
def partitioned_axis_and_initializer(tf, out):
    offsets = []

    def fill(shape, dtype=None, partition_info=None):
        offsets.append(
            [list(shape), list(partition_info.full_shape), list(partition_info.var_offset)]
        )
        return tf.zeros(shape, dtype)

    p = tf.get_variable(
        "p", [2, 7], initializer=fill, partitioner=tf.fixed_size_partitioner(3, axis=1)
    )
    out(offsets)
    out(names(list(p)))
    q = tf.get_variable("q", initializer=tf.ones([4, 2]), partitioner=tf.fixed_size_partitioner(2))
    out([v.shape.as_list() for v in q])
    r = tf.get_variable(
        "r", [8, 2], partitioner=tf.variable_axis_size_partitioner(max_shard_bytes=32)
    )
    out([v.shape.as_list() for v in r])
    t = tf.get_variable(
        "t", [8, 2], partitioner=tf.min_max_variable_partitioner(max_partitions=3, min_slice_size=8)
    )
    out([v.shape.as_list() for v in t])


# ---- templates ------------------------------------------------------------------------------------


@program
def templates(tf, out):
    def scale(x, name="w"):
        return tf.get_variable(name, [1])

    one = tf.make_template("scale", scale)
    two = tf.make_template("scale", scale)
    a, b, c, d = one(1), one(1), two(1), two(1)
    out(names([a, b, c, d]))
    out([a is b, c is d, a is c])
    out([one.name, one.variable_scope_name, two.variable_scope_name])
    out(names(one.variables))
    out(names(two.trainable_variables))
    out(
        names(one.global_variables)
        + names(one.local_variables)
        + names(one.non_trainable_variables)
    )
    out(names(tf.global_variables()))


@program
def template_created_now(tf, out):
    def scale():
        return tf.get_variable("w", [1])

    now = tf.make_template("scale", scale, create_scope_now_=True)
    later = tf.make_template("scale", scale)
    out(now.variable_scope.name)
    out(later.variable_scope is None)
    out(names([later(), now(), now()]))
    with tf.variable_scope("outer"):
        inner = tf.make_template("scale", scale, create_scope_now_=True)
        lazy = tf.make_template("scale", scale)
    out(names([inner(), lazy()]))


@program
def template_in_scopes(tf, out):
    def scale():
        return tf.get_variable("w", [1])

    template = tf.make_template("t", scale)
    with tf.variable_scope("a"):
        out(names([template()]))
    with tf.variable_scope("b"):
        out(names([template()]))
    out(names([template()]))


@program
def template_unique_name(tf, out):
    def scale():
        return tf.get_variable("w", [1])

    one = tf.make_template("t", scale, unique_name_="u")
    out(names([one()]))
    two = tf.make_template("t", scale, unique_name_="u")
    attempt(out, two)
    with tf.variable_scope("s"):
        now = tf.make_template("t", scale, unique_name_="u", create_scope_now_=True)
    out(names([now(), now()]))


@program
def template_errors(tf, out):
    attempt(out, lambda: tf.make_template(None, lambda: None))

    def leaky():
        return tf.Variable(1.0, name="t")

    template = tf.make_template("s", leaky)
    out(names([template()]))
    attempt(lambda text: out(text.split(": [")[0]), template)

    def growing(name):
        return tf.get_variable(name, [1])

    grows = tf.make_template("g", growing)
    out(names([grows("a")]))
    attempt(lambda text: out(text.split(": [")[0]), lambda: grows("b"))
    untrained = tf.make_template("n", lambda: tf.Variable(1.0, name="t", trainable=False))
    out(names([untrained(), untrained()]))


@program
def template_first_call_fails(tf, out):
    state = []

    def fails_once():
        v = tf.get_variable("w", [1])
        if not state:
            state.append(1)
            raise KeyError("first")
        return v

    template = tf.make_template("t", fails_once)
    attempt(out, template)
    attempt(out, template)


@program
def template_nested(tf, out):
    def inner():
        return tf.get_variable("w", [1])

    def outer():
        one = tf.make_template("inner", inner)
        two = tf.make_template("inner", inner)
        return [one(), one(), two()]

    template = tf.make_template("outer", outer)
    out(names(template()))
    out(names(template()))
    again = tf.make_template("outer", outer)
    out(names(again()))


@program
def template_getter_and_kwargs(tf, out):
    def suffix(getter, name, *args, **kwargs):
        return getter(name + "_s", *args, **kwargs)

    def layer(x, units=1, name="w"):
        return tf.get_variable(name, [units])

    template = tf.make_template("t", layer, custom_getter_=suffix, units=3)
    v = template(1)
    out(names([v, template(1)]) + v.shape.as_list())
    bound = tf.make_template("t", layer, name="fixed")
    out(names([bound(1, units=2), bound(1, 2)]))


@program
def template_with_default_layers(tf, out):
    def layer():
        with tf.variable_scope(None, "dense"):
            return tf.get_variable("kernel", [1])

    template = tf.make_template("t", lambda: [layer(), layer()])
    out(names(template()))
    out(names(template()))


# ---- threads --------------------------------------------------------------------------------------


def in_thread(tf, function):
    problems = []
    graph = tf.get_default_graph()

    def run():
        try:
            with graph.as_default():
                function()
        except Exception as error:
            problems.append(str(error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert not problems, problems


@program
def thread_starts_at_the_root(tf, out):
    def work():
        show_scope(tf, out)
        out(names([tf.get_variable("v", [1]), tf.Variable(1.0, name="t")]))
        with tf.variable_scope(None, "d"):
            show_scope(tf, out)

    with tf.variable_scope(None, "d"):
        out(names([tf.get_variable("v", [1])]))
        in_thread(tf, work)
        show_scope(tf, out)
    with tf.variable_scope(None, "d"):
        show_scope(tf, out)


@program
def thread_shares_variables(tf, out):
    with tf.variable_scope("a") as a:
        v = tf.get_variable("v", [1])

    def work():
        with tf.variable_scope("a"):
            attempt(out, lambda: tf.get_variable("v", [1]))
        with tf.variable_scope(a, reuse=True):
            out(tf.get_variable("v", [1]) is v)
        with tf.variable_scope(a):
            out(names([tf.get_variable("w", [1])]))

    in_thread(tf, work)
    out(names(tf.global_variables()))


# ---- global step ----------------------------------------------------------------------------------


@program
def global_step(tf, out):
    out(tf.train.get_global_step() is None)
    with tf.variable_scope("a"):
        step = tf.train.get_or_create_global_step()
        out(tf.train.get_or_create_global_step() is step)
    out(names([step]) + [step.dtype.base_dtype.name, step.shape.as_list()])
    out(tf.train.get_global_step() is step)
    attempt(out, lambda: tf.train.create_global_step())
    out(names(tf.global_variables()))
    out(names(tf.trainable_variables()))
    out(names(tf.get_collection(tf.GraphKeys.GLOBAL_STEP)))
