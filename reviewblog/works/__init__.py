"""Works that can be reviewed, the people who made them, and their credits."""
