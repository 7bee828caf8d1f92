"""What is amiss in the archive that nobody meant, and where it is mended."""
