"""Words of farewell, and words that say who issued what stands above."""

import re

SIGN_OFF = re.compile(
    r"(?:(?:[Ww]ith )?(?:(?:very|all) )?(?:(?:our|my) )?(?:[Bb]est|[Kk]ind(?:est)?|[Ww]arm(?:est)?|[Vv]ery best)? ?(?:[Ww]ishes|[Rr]egards)(?: for [a-z][a-z ]{0,40}| to (?:you all|you|all|everyone))?"
    r"|Yours(?: (?:sincerely|faithfully|fraternally|truly|[Ii]n (?:[Uu]nity|[Ss]olidarity|struggle|comradeship)(?: and (?:unity|solidarity))?))?"
    r"|(?:Yours )?[Ii]n (?:[Uu]nity|[Ss]olidarity|comradeship)(?: and (?:unity|solidarity))?|Fraternally|(?:In )?[Ss]olidarity|Take care(?: (?:all|everyone|out there))?|All the best|Many thanks|Thanks(?: again| all| everyone)?(?=[,.!]))[,.!]?"
)
"""For a whole line: the words before a signature."""
ON_BEHALF = re.compile(
    r"(?:Submitted|Issued|Signed|Prepared|Published|Sent) (?:jointly )?(?:by|on behalf of)\b.{0,80}|(?:For and )?[Oo]n behalf of\b.{0,80}"
)
"""For a whole line: who issued or signed, above the names or in place of them."""
ENDS = re.compile(r"[-–—*(\s]*(?:ENDS|Ends|ends|END|End of (?:statement|press release|bulletin))[-–—*)\s.]*")
"""For a whole line: what closes a statement to the press."""
NOTES = re.compile(r"Notes? (?:to|for) [Ee]ditors?\b")
"""For the beginning of a line below the signatures or ``ENDS``: notes to the press."""
NOTE = re.compile(r"\(?\d{1,2}[.)]\s")
"""For the beginning of a line under that: one of them."""
CONTACT = re.compile(r"For (?:more|further) information,? (?:please )?contact\b")
"""For the beginning of a line: whom the press may ask."""
