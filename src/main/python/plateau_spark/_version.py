"""The version of this package and of its jar."""

__version__ = "0.1.0.dev0"
