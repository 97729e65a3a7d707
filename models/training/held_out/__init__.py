"""Held-out pairs as DICOM, for `./afterimage evaluate --model ID --pairs DIR`: one module a task."""
