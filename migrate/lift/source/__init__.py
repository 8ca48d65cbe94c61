"""What a tree is read as: modules, creation sites, shapes, and where values come from."""
