"""Known: names that need not be found out, of the world and of the user's watchlist."""
