"""Methods that build parts of a graph: each becomes a layer beside its class."""
