"""A blog engine for reviews, films first."""

__version__ = "0.1.0"
