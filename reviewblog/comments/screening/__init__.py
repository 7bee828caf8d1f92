"""What is looked at in a comment before it is shown: each rule leaves its reason."""
