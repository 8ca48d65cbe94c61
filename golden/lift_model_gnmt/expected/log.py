import sys


def say(text, stream=None, end="\n"):
  """Prints at once, to a file as well if one is given."""
  if isinstance(text, bytes):
    text = text.decode("utf-8")
  if stream:
    stream.write(text + end)
  sys.stdout.write(text)
  sys.stdout.write(end)
  sys.stdout.flush()
