"""The same where TF1's names depend on more than a layer is told."""
import tensorflow as tf
from migrate import compat_scope


def in_name_scope(x):
    w = compat_scope.Variable(tf.ones([3, 3]), name='w')
    return tf.matmul(x, w)


def scope_twice(x, name):
    with compat_scope.name_scope(name):
        w = compat_scope.Variable(tf.ones([3, 3]))
        return tf.matmul(x, w)


def in_loop(x):
    w = compat_scope.Variable(tf.ones([3, 3]))
    return tf.matmul(x, w)


def by_branch(x, bias):
    w = compat_scope.Variable(tf.ones([3, 3]))
    x = tf.matmul(x, w)
    if bias:
        x = x + compat_scope.Variable(tf.zeros([3]))
    return x


def inner(x):
    w = compat_scope.Variable(tf.ones([3, 3]))
    return tf.matmul(x, w)


def outer(x):
    return inner(tf.tanh(inner(x)))


def all_of_them(x):
    x = x[:, :3]
    with compat_scope.name_scope('around'):
        x = in_name_scope(x)
    x = scope_twice(scope_twice(x, 'same'), 'same')
    for _ in range(2):
        x = in_loop(x)
    x = by_branch(by_branch(x, True), False)
    return outer(outer(x))
