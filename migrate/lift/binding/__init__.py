"""Binding times: when each parameter and local name is known."""
