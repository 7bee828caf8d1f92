"""Old addresses that lead somewhere new, for sites that have moved here."""
