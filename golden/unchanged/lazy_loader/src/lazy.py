"""TensorFlow is imported when it is first used."""
import importlib
import types


class LazyModule(types.ModuleType):
    def __init__(self, local_name, parent, name):
        self._local_name, self._parent = local_name, parent
        super().__init__(name)

    def __getattr__(self, item):
        module = importlib.import_module(self.__name__)
        self._parent[self._local_name] = module
        self.__dict__.update(module.__dict__)
        return getattr(module, item)
