"""Classes whose constructors make variables, with their bases and subclasses."""
