"""Builder classes, and methods that build a model amid a program: what makes the model becomes a function."""
