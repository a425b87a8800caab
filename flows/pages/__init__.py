"""What every page of fivefold's shares: a document that needs no network, and charts in it."""
