"""What of a root is lifted: the root (`root`), one try of it (`attempt`), and the tries until nothing is in vain (`search`)."""
