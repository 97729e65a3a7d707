"""Measures that the evaluations of several models share."""
