"""Vision-language reward models for armap: training, serving and export."""

__version__ = "0.1.0"
