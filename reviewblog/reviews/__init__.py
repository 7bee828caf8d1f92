"""Reviews: what they hold, how they are graded, when they are public, how found."""
