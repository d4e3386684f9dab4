"""From statements to claims, conflicts and the accepted core."""
