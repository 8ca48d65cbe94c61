"""The scope graph: what a TF1 program's scopes, variables and scoped calls are, read from its syntax.

Nothing here imports TensorFlow, touches a file or knows what code will be written.
"""
