"""What is written by the code itself: the data dictionary and README's generated parts."""
