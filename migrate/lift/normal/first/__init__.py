"""What is put in other words before a root is planned: arguments passed on, repeats, templates, functions inside others."""
