"""What was promised: one room for each kind of term."""
