"""The archive is looked over."""
