"""`make bench`: prints what was measured, side by side; nothing here can fail for being slow.

python -m bench            nights and backfills, then the coverage of the trend
"""

from backtests import trend_coverage

from . import nights

for line in nights.lines():
    print(line, flush=True)
print()
trend_coverage.main()
