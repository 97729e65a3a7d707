"""Small inputs with the answers of the reference implementations, for the tests of the node: one module a task."""
