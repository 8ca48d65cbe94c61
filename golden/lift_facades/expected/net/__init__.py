"""What users of the package see."""

from .blocks import Residual, Stack
from .ops import *

__version__ = "1.0"
