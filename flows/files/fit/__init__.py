"""FIT: the files of watches and bike computers."""
