"""What is read, found and subscribed to: counts by the day, and nobody in them."""
