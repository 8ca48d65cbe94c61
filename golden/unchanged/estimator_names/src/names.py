"""Methods that are called as TensorFlow's are."""


class Graph:
    def get_collection(self, key):
        return [key]

    def as_default(self):
        return self


graph = Graph()
with_default = graph.as_default().get_collection("variables")
