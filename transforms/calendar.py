"""The calendar of news: its months by name, and the years that it can be of."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Small, in full and as they are shortened.
MONTH_NUMBERS = {name[:letters].lower(): number for number, name in enumerate(MONTHS, 1) for letters in (3, len(name))}
MONTH_NUMBERS["sept"] = 9
MONTH_NAMES = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))  # as alternatives of a pattern
# No newspaper is older. What is dated before or behind has no date: programs write 0001-01-01 or 9999-12-31 for none.
FIRST_YEAR, LAST_YEAR = 1605, 2100


def in_years_of_news(year: int) -> bool:
    """Whether an article can be of that year.

    >>> in_years_of_news(1896), in_years_of_news(1), in_years_of_news(9999)
    (True, False, False)
    """
    return FIRST_YEAR <= year <= LAST_YEAR
