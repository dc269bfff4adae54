"""The letters that name a column of a sheet, and its number.

Belongs here: from one to the other. Does not belong here: addresses of cells in the formats that hold them.
"""


def column_number(letters: str) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column, A being that of 1."""
    letters = ""
    while number:
        number, rank = divmod(number - 1, 26)
        letters = chr(ord("A") + rank) + letters
    return letters
