"""Shards: files of many records, each of them a page, read as streams."""
