"""What looks like sets and is none: lines that an app adds, sentences about endurance. For lines in one spelling."""

#: A line that an app adds, or a comment in quotes.
NOISE = (
    r"https? ?:|logged with|hevyapp|strong\. ?app|^ ?\"|\b(?:SAID|volume|duration|kcal|calories|cal|bpm|body ?fat) "
    r"(?:volume|[0-9,. ]+ KG ?$)|\b(?:body ?fat|weigh(?:ed)?[- ]in)\b|\bRM ?[:=~]? ?[0-9]|"
    r"^ ?(?:SAID|records?) ?: ?[0-9]+ ?$"
)
#: A line about the heart or the energy, unless sets stand beside it.
MEASURED = r"\b(?:kcal|calories|cal|bpm)\b"
#: A pace, hundreds of metres, or a distance makes a sentence one about endurance.
ENDURANCE = r"\bD\b|xD|/ ?FAR|/ ?100\b|RUN|(?:^|[^x0-9.])[0-9]{1,2}x[0-9]{3,4}(?:[^0-9x.]|$)|\bz ?[2-5]\b"
