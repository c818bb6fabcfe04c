"""Query, read and export the challenges of the programme Entrepreneurs d'intérêt général."""

__version__ = "0.2.0"
