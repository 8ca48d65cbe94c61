from absl import flags

flags.DEFINE_integer("hidden", 8, "Hidden units.")
FLAGS = flags.FLAGS
