"""The version of eig, by itself, so that every module may know it."""

__version__ = "0.4.0"
