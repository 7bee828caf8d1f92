"""Pictures: read with suspicion, made anew in several sizes, kept by their content."""
