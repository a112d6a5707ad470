"""Builds that start by themselves: on a schedule, when files arrive, on request."""
