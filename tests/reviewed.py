"""Whether a review says what its queries answer."""

import re

from flows.review.markdown import markdown, text
from flows.review.review import Review
from flows.review.table import cells, headings
from flows.review.words import shown
from warehouse.database import Warehouse

NUMBER = re.compile(r"\d+(?:\.\d+)?")
QUERY = re.compile(r"### Query (\d+)\n\n```sql\n(.*?)\n```\n\n(.*?)(?=\n\n|\Z)", re.DOTALL)


def unfounded(review: Review) -> list[str]:
    """Sentences with a number that the row behind them lacks."""
    return [
        sentence
        for told in review.all_told
        for row, sentence in zip(told.rows.to_dicts(), told.sentences, strict=not told.caption)
        if set(NUMBER.findall(sentence)) - set(NUMBER.findall(" ".join(map(shown, row.values()))))
    ]


def disagreeing(review: Review, copy: Warehouse) -> list[str]:
    """Numbers of the queries of its Markdown that answer something else when they are asked again."""
    asked = QUERY.findall(markdown(review))
    assert [int(number) for number, _, _ in asked] == [told.reference for told in review.all_told]
    found = []
    for number, query, table in asked:
        answer = copy.ask(query)
        lines = [headings(answer), *cells(answer)]
        shown_lines = [line for line in table.strip().splitlines() if not re.fullmatch(r"\|( -+:? \|)+", line)]
        if shown_lines != [f"| {' | '.join(map(text, line))} |" for line in lines]:
            found.append(number)
    return found
