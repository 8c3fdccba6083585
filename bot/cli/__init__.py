"""The operator's commands. Each module is one of them; what is heavy is imported when its command runs."""
