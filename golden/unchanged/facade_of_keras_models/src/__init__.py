"""A package that only passes on what its modules define."""

from .models import build_net as build
from .models import register

__all__ = ["build", "register"]
