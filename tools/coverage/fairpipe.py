"""Reads {level, calls: [[function, *arguments], ...]} and prints [[low, high], ...], null where fairpipe has no interval."""
import json
import sys

from fairness_pipeline_dev_toolkit.exceptions import IntervalUndefinedError
from fairness_pipeline_dev_toolkit.stats import gap_intervals


def interval(level, function, *arguments):
    try:
        return list(getattr(gap_intervals, function)(*arguments, level=level))
    except IntervalUndefinedError:
        return None


request = json.load(sys.stdin)
json.dump([interval(request["level"], *call) for call in request["calls"]], sys.stdout)
