"""Whether a release is what it says it is: its sums, its descriptor, its tables, and its text against the sources."""

from flows.releases.verify.checks import CHECKS, Check, verify
from flows.releases.verify.opened import Opened, open_release
from flows.releases.verify.results import Finding, Result, State

__all__ = ["CHECKS", "Check", "Finding", "Opened", "Result", "State", "open_release", "verify"]
