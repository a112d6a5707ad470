"""Checking contributions: raw text and rows, before anybody builds a release of them. Nothing is written, no server runs."""
