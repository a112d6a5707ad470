"""The form of the pictures that commands draw of their output."""

import re

from rich._export_format import CONSOLE_SVG_FORMAT

SVG_FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""Rich's picture of a terminal, without the fonts that it would load from a server."""
