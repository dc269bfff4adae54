"""The colours and the letters of everything that people open, light and dark: one place for pages, charts and tables.

They follow the tokens of Quebec's Système de design gouvernemental, darkened where its own lack the contrast of 4.5.

Belongs here: values of style. Does not belong here: which element bears which (templates, charts/).
"""

FONT = "Open Sans, Arial, Liberation Sans, sans-serif"
CONTRAST = 4.5  # of every text with what it stands on

LIGHT = {
    "paper": "#ffffff",
    "soft": "#f1f1f2",
    "pale": "#dae6f0",
    "ink": "#223654",
    "quiet": "#4a5a70",
    "link": "#095797",
    "target": "#a82a14",
    "good": "#35632a",
    "line": "#8a96a6",
    "grid": "#d3d8df",
    "figure": "#095797",
    "doubt": "#9db8d2",
    "band": "#095797",
    "band_ink": "#ffffff",
    "warning": "#fff3c4",
    "warning_ink": "#3d2c00",
}
DARK = {
    "paper": "#131d2b",
    "soft": "#1b2839",
    "pale": "#223654",
    "ink": "#e8eef5",
    "quiet": "#b9c6d6",
    "link": "#97cbf3",
    "target": "#ffab9a",
    "good": "#a5dc92",
    "line": "#6d8099",
    "grid": "#34455b",
    "figure": "#97cbf3",
    "doubt": "#4b6a8a",
    "band": "#0c3d68",
    "band_ink": "#ffffff",
    "warning": "#463700",
    "warning_ink": "#ffedb3",
}
GROUNDS = ("paper", "soft", "pale")
INKS = ("ink", "quiet", "link", "target", "good")  # each may stand on each of the grounds
OTHER_PAIRS = (("band_ink", "band"), ("warning_ink", "warning"))

# The classes of a map, from the least to the greatest: ground and ink, the same in both themes.
CLASSES = (("#dae6f0", "#1b2b44"), ("#9cc3e4", "#1b2b44"), ("#2b6a9f", "#ffffff"), ("#1b2b44", "#ffffff"))
