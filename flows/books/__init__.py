"""What each run did and how things stand: runs, rejects, reports."""
