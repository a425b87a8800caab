"""The page before there is anything to show."""

WHAT_WILL_APPEAR = (
    ("Hill sprints", "reps and recoveries, read from the samples of your runs"),
    ("Heat", "sauna, hot tub and the like, from titles, notes and what you log"),
    ("Cross-training", "hours of it, and whether they were easy"),
    ("Strength", "sessions, sets and the load on your main lifts"),
    ("Monthly mileage", "each month against your record"),
)


def first_day(age: str, fresh: str) -> str:
    """What will appear here, and what to type next; `age` and `fresh` are the parts about freshness, HTML already."""
    items = "".join(f'<li><h2>{name}</h2><span class="said">{what}</span></li>' for name, what in WHAT_WILL_APPEAR)
    return (
        f"<main><header><h1>Nothing is here yet</h1>{age}</header>"
        "<p>This page will show the five things, week by week, as soon as an activity is here:</p>"
        f'<div class="glance"><ul class="five empty">{items}</ul>{fresh}</div>'
        '<section aria-labelledby="next"><h2 id="next">What to type next</h2>'
        "<p>Connect Strava with <code>fivefold login</code>, then fetch with <code>fivefold sync</code>. "
        "Something that no device records goes in with <code>fivefold log</code>. "
        "To see it work without an account: <code>fivefold demo</code>.</p></section></main>"
    )
