"""How fast, how large: a campaign ten times the first one, measured against budgets and peers."""
