"""Classes whose objects are called: each becomes a layer itself."""
