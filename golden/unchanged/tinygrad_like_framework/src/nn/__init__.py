from .ops import *
from .ops import dense as fully_connected
