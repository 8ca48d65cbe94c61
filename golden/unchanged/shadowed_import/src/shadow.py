import tensorflow as tf  # noqa: F401


def first(tf):
    return tf.placeholder(tf.float32)


def second(things):
    return [tf.get_variable(tf.name) for tf in things]


class Holder:
    tf = None

    def third(self):
        return self.tf.variable_scope("x")
