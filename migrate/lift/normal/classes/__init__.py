"""Classes in the form of plain objects whose call makes all: subclasses of Keras' layers, bases with template methods."""
