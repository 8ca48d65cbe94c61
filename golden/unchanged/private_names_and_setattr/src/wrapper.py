"""Name mangling, __slots__ and setattr with TF1's words."""
import tensorflow as tf


class Wrapper:
    __slots__ = ("__variable_scope", "name", "__reuse", "variables")

    def __init__(self, name="wrapper"):
        self.name = name
        self.__variable_scope = name + "/"
        self.__reuse = None
        self.variables = {}

    def __getattr__(self, item):
        if item.startswith("get_variable_"):
            return self.variables[self.__variable_scope + item.removeprefix("get_variable_")]
        raise AttributeError(item)

    def add(self, **values):
        for name, value in values.items():
            path = self.__variable_scope + name
            self.variables[path] = tf.Variable(value, name=name, trainable=self.__reuse is None)
        return self

    def __call__(self, x):
        return x @ self.get_variable_kernel + self.get_variable_bias


wrapper = Wrapper().add(kernel=tf.eye(2), bias=tf.zeros([2]))
setattr(wrapper, "name", "variable_scope")
print(wrapper(tf.ones([1, 2])), wrapper.name)
