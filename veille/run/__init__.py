"""What makes the line run: the jobs, and the process that runs them at their hour."""
