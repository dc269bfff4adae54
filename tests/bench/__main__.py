"""`make bench`: prints what was measured, side by side; nothing here can fail for being slow."""

from . import nights

for line in nights.lines():
    print(line)
