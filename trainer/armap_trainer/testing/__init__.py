"""Tiny random models in the real layouts, and a task in which only the picture decides."""
