"""Checking networks: a second network that sees source and result, and says where the result is not to be believed."""
