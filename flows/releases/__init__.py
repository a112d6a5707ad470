"""Releases: immutable, versioned folders of tables, which appear whole or not at all.

OUTPUT/<version>/  <table>.parquet and <table>.csv for each table, README.md, CHANGES.md, changes.json,
                   datapackage.json, croissant.json, SHA256SUMS; a large table is in parts (parts.py)
OUTPUT/index.json  every release; names the latest
OUTPUT/latest      a relative symbolic link to the newest release
"""
