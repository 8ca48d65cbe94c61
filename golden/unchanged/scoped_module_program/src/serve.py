"""Scoped code called eagerly, with its old checkpoint."""
import sys

import tensorflow as tf
from migrate import compat_scope
from migrate.checkpoint import restore


def classifier(x, classes=3, is_training=False):
    with compat_scope.variable_scope("classifier", reuse=compat_scope.AUTO_REUSE) as scope:
        h = compat_scope.layers.dense(x, 8, activation=tf.nn.relu, name="hidden")
        h = compat_scope.layers.dropout(h, 0.1, training=is_training)
        scope.reuse_variables()
        return compat_scope.layers.dense(h, classes, name="logits")


def main(argv):
    model = compat_scope.ScopedModule(classifier)
    predict = tf.function(model, autograph=False)
    restore(model, argv[1], strict=False)
    for name, variable in compat_scope.named_variables(model).items():
        print(name, variable.shape)
    print(predict(tf.zeros([2, 5])))


if __name__ == "__main__":
    main(sys.argv)
