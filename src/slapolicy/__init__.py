"""Service-level agreements as values, and what follows from them."""
