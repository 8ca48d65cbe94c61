"""The command line: options, commands, and what they print.

Everything slow (rich, black, libcst, fissix, pathspec) is imported where it is needed, not at start-up, and
TensorFlow never.
"""
