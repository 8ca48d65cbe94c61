"""What users of the package see."""

from .blocks import residual, stack
from .ops import *

__version__ = "1.0"
