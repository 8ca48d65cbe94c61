"""What lifted layers keep of themselves in files: `get_config` and `from_config`, where Keras' own do not do."""
