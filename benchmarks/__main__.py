"""`python -m benchmarks`: all measurements, as Markdown."""

import datetime
import os
import platform

from benchmarks import commands, incremental, linear, reading, scale, wet

print(f"# Measured on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} with `make bench`\n")
print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")
reading.main()
linear.main()
incremental.main()
wet.main()
scale.main(scale.MEGABYTES)
commands.main()
