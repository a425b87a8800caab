"""The review of a year: statements, each of them a query and the words that its rows become."""
