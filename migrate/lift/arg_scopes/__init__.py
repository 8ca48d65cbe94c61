"""What an ``arg_scope`` gives to the calls in it, written out in the functions that these calls run."""
