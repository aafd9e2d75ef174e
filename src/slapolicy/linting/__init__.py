"""What is wrong with a policy before anything happens."""
