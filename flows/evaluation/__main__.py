"""`python -m flows.evaluation --write-card`: the full run, whose figures are committed beside the rules."""

import sys

from flows.evaluation.detect import FULL_RUN, SEED, evaluated
from flows.evaluation.model_card import write_card
from flows.progress import progress, progress_bars


def main(arguments: list[str]) -> None:
    """Measure the rules in use on 2,000 recordings and all texts, and write the card."""
    if arguments != ["--write-card"]:
        sys.exit("Say what to do: python -m flows.evaluation --write-card")
    with progress_bars(), progress("Finding sprints in recordings") as advance:
        evaluation = evaluated(FULL_RUN, SEED, advance)
    sys.stdout.write(f"Wrote {write_card(evaluation.figures)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
