"""Words of farewell, and words that say who issued what stands above."""

import re

SIGN_OFF = re.compile(
    r"(?:(?:[Ww]ith )?(?:(?:very|all) )?(?:(?:our|my) )?(?:[Bb]est|[Kk]ind(?:est)?|[Ww]arm(?:est)?|[Vv]ery best)? ?(?:[Ww]ishes|[Rr]egards)(?: for [a-z][a-z ]{0,40})?"
    r"|Yours(?: (?:sincerely|faithfully|fraternally|truly|[Ii]n (?:[Uu]nity|[Ss]olidarity|struggle|comradeship)(?: and (?:unity|solidarity))?))?"
    r"|(?:Yours )?[Ii]n (?:[Uu]nity|[Ss]olidarity|comradeship)(?: and (?:unity|solidarity))?|Fraternally|(?:In )?[Ss]olidarity|Many thanks)[,.!]?"
)
"""For a whole line: the words before a signature."""
ON_BEHALF = re.compile(
    r"(?:Submitted|Issued|Signed|Prepared|Published|Sent) (?:jointly )?(?:by|on behalf of)\b.{0,80}|(?:For and )?[Oo]n behalf of\b.{0,80}"
)
"""For a whole line: who issued or signed, above the names or in place of them."""
