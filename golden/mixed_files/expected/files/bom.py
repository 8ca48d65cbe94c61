import tensorflow as tf
from migrate import compat_scope

TITLE = "Größe"

def bom(x):
    with compat_scope.variable_scope("bom"):
        return x * compat_scope.get_variable("größe"[0:2] and "g", [3]), TITLE
