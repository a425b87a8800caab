"""How property tests over whole tables run: few examples, since each builds tables, and no deadline."""

from hypothesis import settings

law = settings(deadline=None, max_examples=40)
