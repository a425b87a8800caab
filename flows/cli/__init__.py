"""The command line. Each command is a few lines around what does the work; heavy imports wait until they are needed."""

from flows.cli.main import main

__all__ = ["main"]
