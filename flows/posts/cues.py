"""Cues: the named signs by which bulletins and job adverts are recognised, each with its weight."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from flows.patterns import one_of
from flows.posts.organisations import UNION_FORMS, UNION_WORDS


class Place(Enum):
    """Where a cue is looked for."""

    INTRODUCTION = auto()
    """The line that introduces the passage, or the blogger's words directly above it."""
    OPENING = auto()
    """Each of the passage's first lines."""
    LINE = auto()
    """The beginning of any line."""
    WITHIN = auto()
    """Anywhere."""


_LINE = Place.LINE
"""By this name, as asking an enumeration for a member takes longer than most patterns."""
_BEFORE, _BEHIND = 60, 140
_LONGEST_LINE = 300
"""Of a line, the characters in which a cue of its beginning stands."""


class Cue(NamedTuple):
    """A sign: where its pattern is looked for, and how much it counts for the record, or against it."""

    name: str
    place: Place
    weight: int
    pattern: re.Pattern[str]
    near: tuple[str, ...] = ()
    """Words one of which stands wherever the pattern matches within a text: it is tried around them only, for speed."""
    goes_on: re.Pattern[str] | None = None
    """What stands there from the beginning of those words on, where they are more frequent than it is."""

    def find(self, text: str) -> re.Match[str] | None:
        """Where a text in the cue's place (for ``LINE``, one line) shows it."""
        for words in self.near:
            if words in text:
                for start, end in around(text, words, self.goes_on):
                    match = self.pattern.search(text, start, end)
                    if match is not None and match.end() > end - _BEFORE:  # a word may have been cut
                        match = self.pattern.match(text, match.start(), end + _BEHIND)
                    if match is not None:
                        return match
        if self.near:
            return None
        return (
            self.pattern.match(text, 0, _LONGEST_LINE) if self.place is _LINE else self.pattern.search(text)
        )

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds words without which it cannot show the cue."""
        for words in self.near:
            if words in text and (self.goes_on is None or _place(text, words, 0, self.goes_on) >= 0):
                return True
        return not self.near


def around(text: str, words: str, goes_on: re.Pattern[str] | None = None) -> Iterator[tuple[int, int]]:
    """The stretches of a text around these words, as ``Cue`` has them, those that overlap as one."""
    place = _place(text, words, 0, goes_on)
    while place >= 0:
        start = max(0, place - _BEFORE)
        end = place + _BEHIND
        while 0 <= (place := _place(text, words, place + 1, goes_on)) <= end + _BEFORE:
            end = place + _BEHIND
        yield start, end


def _place(text: str, words: str, first: int, goes_on: re.Pattern[str] | None) -> int:
    """Where words stand next, with what goes on from there; -1 if nowhere."""
    place = text.find(words, first)
    while goes_on is not None and place >= 0 and goes_on.match(text, place) is None:
        place = text.find(words, place + 1)
    return place


def _cue(
    name: str,
    place: Place,
    weight: int,
    pattern: str,
    flags: re.RegexFlag = re.NOFLAG,
    *,
    near: tuple[str, ...] = (),
    goes_on: str | None = None,
) -> Cue:
    there = None if goes_on is None else re.compile(goes_on)
    return Cue(name, place, weight, re.compile(pattern, flags), near, there)


_PAPER = r"bulletin|circular|newsletter|briefing|mail-?out|mailing|report|notice|paper"
_MASTHEAD = r"Report|Bulletin|Newsletter|Circular|Briefing|Statement|Update|Mail-?[Oo]ut|(?:E-)?News|Alert|Press Release"
_OFFICER = r"(?i:general secretary|(?:vice-?|branch )?chair|branch secretary|convenor|president|branch|joint unions|trade unions?|(?:the|our) unions?|reps?)"

BULLETIN_CUES = (
    _cue("introduced_as_shared", Place.INTRODUCTION, 1,
         r"\b(?:shar(?:ed|ing)\b|pass(?:ed|ing| on)|forward|received\b|past(?:ed|ing)\b|copied\b|put (?:this|it) up\b|(?:doing the rounds|in full|find the following)\b)"
         r"|(?:came|sent|went|gone) (?:round|out|to|up)\b"),
    _cue("introduced_by_issuer", Place.INTRODUCTION, 5,
         rf"\b(?:{UNION_FORMS})(?:'s|’s)? (?:\w+ )?(?:web ?site|site|blog|members' mail|press release|statement|HQ|mail-?out|newsletter|bulletin|circular"
         r"|(?:have|has) (?:said|issued|published|put out|released|posted|circulated|written)|(?:\w+ )?(?:issued|published|put out|posted|sent|circulated) (?:this|these|the following))\b"
         rf"|\b(?:[Ff]rom|[Bb]y) (?:the )?(?:{UNION_FORMS})(?: HQ| [Tt]owers)?(?:,? (?:today|tonight|yesterday|earlier|this (?:morning|afternoon|evening|week)|last (?:night|week)))?\s*:-?$"
         rf"|\b(?:{UNION_FORMS})(?:'s|’s)? (?:[Nn]ational )?(?:(?:[Gg]eneral [Ss]ecretary|GS|[Cc]hair|[Vv]ice[- ][Cc]hair)\b[^:]{{0,60}}\b(?:blogs?|writes|message|e-?mail|update|letter|statement)"
         r"|(?:latest|response|reply|update|message|e-?mail|letter|news))\b[^:]{0,60}:-?$"
         rf"|\b(?:blog|message|e-?mail|update|letter|statement)\b[^:]{{0,30}} (?:from|by|of) (?:the )?(?:{UNION_FORMS})(?:'s|’s)? (?:[Nn]ational )?(?:[Gg]eneral [Ss]ecretary|GS|[Cc]hair)\b[^:]{{0,40}}:-?$"),
    _cue("introduced_from_union", Place.INTRODUCTION, 2,
         rf"\b(?:[Ff]rom|[Bb]y) (?:the |our |my |your )?(?:{UNION_FORMS}|{_OFFICER})\b|\b[Tt]he (?i:general secretary|vice-chair|chair|branch) (?:has|have)\b"
         r"|\b(?i:our branch|branch secretary|the unions?) (?:sent|put|issued)"),
    _cue("introduced_as_paper", Place.INTRODUCTION, 2,
         r"\b(?:bulletin|circular|newsletter|mail-?out|branch report|open letter|joint (?:letter|statement)|(?:annual|branch) report)\b", re.IGNORECASE),
    _cue("introduced_as_press", Place.INTRODUCTION, -6,
         r"\b(?:newspaper|article|editorial|journalist|reporter|[Tt]weet(?:s|ed)?|BBC|Hansard|Guardian|Times|Independent|Telegraph|Observer"
         r"|Ministry|MoJ|Minister|Parliament|parliamentary|written answers?|inspection|inspectors?|tribunal|judgment|consultation|survey|poem|verse|spoof|(?<!within )(?<!few )[Mm]inutes(?! (?:ago|later)))\b"),
    _cue("introduced_as_answer", Place.INTRODUCTION, 5,
         rf"\b(?:{UNION_FORMS}|[Uu]nions)\b[^.:]{{0,40}}(?:\b(?:response|reply|letter|statement|evidence|submission) (?:to|on)\b|\b(?:written|writes|wrote) to [^.,:]{{1,60}}:-?$)"),
    _cue("reference", Place.OPENING, 3,
         rf"^(?:(?:{UNION_FORMS}) )?(?:(?:(?:Our|Bulletin|Circular) )?[Rr]ef(?:erence)?(?: No)?[:.]? ?|[A-Z][\w'’]+ (?:e-?mail|mailing|letter) )?(?:(?:Branch )?(?:Circular|CIRCULAR) (?:No\.? ?)?(?:[A-Z]{{2,6}}[ /]?)?|[A-Z]{{2,6}}(?:-[A-Z]{{2,6}})?[ /]?)\d{{1,3}} ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b"
         r"(?! (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?!.*[.?!]$)"
         r"|^(?:Circular|Bulletin|Briefing|Mailing) (?:No\.? ?|Number )?\d{1,3}(?: ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b)?(?!.*[.?!]$)(?![\w.,])"
         rf"|^(?:{UNION_FORMS}) (?:[A-Z][\w&'’]* ){{0,3}}(?:[-–] )?(?:Circular|Bulletin|Briefing|Mailing) (?:No\.? ?)?\d{{1,3}} ?[-/] ?(?:(?:19|20)\d\d|\d\d)(?!.*[.?!]$)\b"),
    _cue("report_title", Place.OPENING, 3,
         r"^(?:(?:[A-Z][\w'’&]*|and|of|[-–])\s){0,6}(?:Branch|Chair|Chair['’]s|Secretary['’]s|Regional|Members['’]|Joint|Union|Section|BRANCH|CHAIR['’]S|SECRETARY['’]S)"
         rf"(?:\s[A-Z][\w'’&]*){{0,2}}\s(?:{_MASTHEAD}|REPORT|UPDATE)\b(?!.*[.?!,]$).{{0,90}}$"),
    _cue("masthead", Place.OPENING, 3,
         rf"^(?!.*[.?,]$)(?:(?:[A-Z][\w'’&()/-]*:? ){{0,4}}(?i:(?:joint )?(?:(?:trade )?union|branch|section|TU side|JTU|{UNION_FORMS})(?: [\w'’&()/-]+){{0,5}} (?:{_MASTHEAD}))\b!?(?!.*[.?!,]$).{{0,60}}$"
         r"|(?i:(?:an? |the )?(?:joint |press |special |urgent )?(?:statement|message|report|update|guidance) (?:by|from|on behalf of|to branches) .{0,80})(?<![.?!,:-])$"
         rf"|(?i:(?:an )?open letter (?:(?:to .{{0,60}} )?from (?:the )?(?:[\w'’&]+ ){{0,3}}(?:{UNION_FORMS}|unions|{_OFFICER})|to (?:all )?(?:(?:{UNION_FORMS}) )?(?:members|branches|reps))\b.{{0,60}})(?<![.?!,:-])$"
         r"|(?i:(?:[\w-]+ ){0,3}(?:briefing|bulletin|circular|notice|update|message|advice) (?:to|for) (?:all )?(?:members|branches|reps)\b.{0,60})(?<![.?!,:-])$"
         rf"|(?i:(?:the )?(?:\w+ )?(?:newsletter|bulletin|magazine|journal) (?:of|for|from) .{{0,40}}(?:{UNION_FORMS}|union|branch|members).{{0,80}})(?<![.?!,:-])$"
         rf"|.{{3,80}}(?::| [-–]) ?(?i:(?:a )?(?:joint )?(?:union )?statement (?:by|from) (?:the )?(?:probation |trade )*(?:{UNION_FORMS}|unions)\b.{{0,60}})(?<![.?!,:-])$"
         rf"|(?i:joint (?:union )?statement)\b(?!.*[.?!,:]$))|^(?:{UNION_FORMS}) STATEMENT\b"),
    _cue("open_letter", Place.OPENING, 1, r"^(?i:(?:an )?open letter to (?:the |our |all )?[\w'’ -]{3,60})(?<![.?!,:-])$"),
    _cue("union_at_head", Place.OPENING, 2, rf"^(?:[A-Z][\w'’&]* ){{0,2}}(?:{UNION_FORMS})\b(?!.*[.!,:]$).{{0,90}}$"),
    _cue("letterhead", Place.OPENING, 2,
         rf"^(?:(?:{UNION_FORMS})(?:\s{{2,}}|\s*[,/&|+•·-]\s*|\s+and\s+|\s))*(?:{UNION_FORMS})(?:\s(?:(?:[A-Z][\w&'’-]*|and|of|the)\s){{0,6}}(?:Branch|BRANCH|HQ|Section|SECTION|Side)|\s(?:UNION|Union)|\s(?:CYMRU|Cymru|WALES|Wales|Scotland)(?:/\w+)?)?$"
         r"|^(?i:(?:national |probation |joint |recognised )*trade unions?(?: side)?)$"),
    _cue("addressee", Place.OPENING, 2,
         r"^(?:.{0,40} / )?(?:To|TO):?\s(?:[\w,/&]+\s){0,7}?(?i:branch(?:es)?|members|representatives|reps|stewards)\b(?!.*[.?!]$).{0,80}$"
         rf"|^(?:(?:{UNION_FORMS})(?:, | and | & |/| )){{1,4}}(?:[Mm]embers|MEMBERS|[Rr]eps|REPS)(?:(?: (?:in|at|of|across|within|IN|AT)| ?[-–:]) (?:the )?[A-Z][\w&'’-]*(?: (?:and|of|the|&|[A-Z][\w&'’-]*)){{0,6}})?$"),
    _cue("salutation", Place.OPENING, 2,
         r"^Dear (?:[Aa]ll|[Cc]olleagues?|[Mm]embers?|[Cc]omrades?|[Ff]riends?|(?:[Bb]ranch )?(?:[Cc]hairs|[Ss]ecretaries|[Rr]eps?)|[A-Z]\w+ [Mm]embers?)\b.{0,40}$|^(?:Friends|Comrades|Colleagues), "),
    _cue("salutation_to_one", Place.OPENING, -3, rf"^Dear (?:Sirs?|Madam|Mr|Mrs|Ms|Miss|Dr|Minister|Secretary|Sir or|(?:Right )?Hon|(?:{UNION_FORMS})(?! [Mm]ember| [Cc]olleague| [Ff]riend| [Rr]ep))\b|^Re: "),
    _cue("sender_elsewhere", Place.OPENING, -4,
         r"^(?i:(?:all[- ]?)?(?:staff|colleagues?|company|corporate|management|executive|team) (?:bulletin|briefing|brief|update|newsletter|message|communication)\b|.{0,40}\bto:? all (?:staff|colleagues)\b|from:\s?(?:the )?(?:chief|director|managing|human resources|hr\b|communications|corporate|ceo|deputy director|regional (?:probation )?director|head of (?:operations|service|delivery|area|region)))|^(?:Ministry of Justice|HM Inspectorate|Home Office|Disclosure|Press [Rr]elease|News [Rr]elease|Contract notice|By [A-Z]\w+ [A-Z]\w+|(?:Our )?[Rr]ef(?:erence)?: ?FOI)|^.{0,60}\b(?:Company(?: Limited)?|Limited|Ltd|Council|Constabulary|Inspectorate)$"),
    _cue("union_tells_of_itself", Place.WITHIN, 3,
         rf"^\W{{0,6}}(?:ENDS|Ends|ends)\W{{0,6}}\n(?:.*\n){{0,4}}?.*\b(?:{UNION_FORMS})(?: is the (?:trade |professional |largest |recognised )*(?:union|association)| represents (?:over|more than|some|about|around|nearly|almost|\d))\b",
         re.MULTILINE, near=("ENDS", "Ends", "ends")),
    _cue("names_itself", Place.WITHIN, 1, rf"[Tt](?<!\w.)his (?:{_PAPER}|joint statement)\b", near=("his ",)),
    _cue("speaks_to_members", Place.WITHIN, 1,
         r"\b(?:[Mm]embers (?:are|should|will|can|may)|[Oo]ur (?:\w+ )?(?:members|representatives|negotiators|reps)|[Yy]our (?:committee|branch|rep|representative|union))\b",
         near=("embers", "ur rep", "ur neg", "our ", "Our ")),
    _cue("speaks_for_union", Place.WITHIN, 1,
         rf"\b(?=[A-Ztuw])(?:(?:{UNION_FORMS}|[Tt]he [Uu]nions?|[Tt]rade [Uu]nions|[Uu]nions) (?:has|have|had|is|are|will|was|were|continues?|welcomes?)|we (?:at|in) (?:{UNION_FORMS})|[Tt]his union|[Tt]he branch)\b",
         near=("nion", "he branch", *UNION_WORDS)),
    _cue("told_to_press", Place.WITHIN, -3,
         r"\b(?:said|spokes(?:man|woman|person))\b[^.\n]{0,60}: [\"“]|\b[Cc]ontact our news",
         near=("said", "spokes", "ontact our news"), goes_on=r"[a-z]+\b[^.\n]{0,60}: [\"“]|ontact our news"),
    _cue("said_in_parliament", Place.WITHIN, -5, r"\b(?:hon\. (?:Lady|Gentleman|Friend|Member)|To ask the (?:Secretary|Minister|Attorney)|House adjourned|Mr Speaker)",
         near=("hon. ", "To ask the ", "House adjourned", "Mr Speaker")),
    _cue("written_by_public_body", Place.WITHIN, -4, r"\b(?:Freedom of Information|An inspection by|Chief Inspector of|tenders\b|Crown copyright)",
         near=("Freedom of", "An inspection", "Chief Inspector", "tenders", "Crown copy")),
    _cue("advertises", Place.LINE, -3, r"(?:Salary|Closing date)\b.{0,3}:|Interviews?(?: dates?)?:"),
)  # fmt: skip
"""Cues with a pattern. Those that take more than one, with their weights, are ``COMPUTED_CUES``."""

COMPUTED_CUES = {
    "date_line": 1,
    "titled": 1,
    "set_apart": 1,
    "signatories": 2,
    "officers": 2,
    "union_signs": 2,
    "office": 3,
    "sign_off": 2,
    "ends": 1,
    "signed_by_others": -5,
}
"""A date of its own next to a title; a title; something on the page that shows where the text begins and where it ends; names with roles at the foot; roles that unions have; a union
beside a name; a union's office in place of names; words of farewell; ``ENDS``; names whose roles no union has."""

_POSTS = one_of(
    "officer manager worker director lead lecturer administrator assistant practitioner supervisor executive analyst architect trainer psychologist instructor caseworker mentor consultant researcher tutor"
    " finder clerk receptionist partner trustee inspector champion organiser warden nurse counsellor facilitator specialist trainee driver usher engineer developer solicitor professor navigator cook chef"
    " cleaner caretaker technician investigator assessor".split()
)
"""In small letters, in the singular: who has a post."""
AMOUNT = r"(?:US|AU|CA|NZ|[AC])?[£€$]\s?\d[\d,.]{0,15}k?"
_RATE = r"(?:per (?:annum|hour|day|week|month|year)\b|p\.?[ah]\b|p/[ahd]\b|/(?:hr|hour|day)\b|an hour\b|a (?:day|year)\b)"
_ABOUT = r"(?:up to |from |circa |c\.? ?|around )?"
_SOON = r"(?=[^.]{0,24}(?:\d|day\b))"
_NO_PAY = r"(?!(?:Total|Cost|Fee|Fees|Value|Budget|Subs|Price|Rent|Turnover|Saving|Savings|Profit|Bonus)\b)"
"""Not before an amount that is no salary."""
_SEVERAL = r"[^|\t\n]{0,30}[|\t][|\t ]{0,30}[^|\t\n]{1,80}[|\t][|\t ]{0,30}[£€$\d]"
"""Behind a label: the values of a row that compares several."""
_THEY_SAY = (
    r"(?![^.!?\n]{0,60}, (?:they|he|she)(?:['’]re| are| is)? (?:say|said|tell|told|think|claim)(?:s|ing)?\b)"
)
"""Not in a sentence that tells of what others say."""
_MANNER = r"(?:currently |now |urgently |actively )?"

ADVERT_CUES = (
    _cue("introduced_as_advert", Place.INTRODUCTION, 2,
         r"\b(?:adverts?|advertisements?|advertised|ad|vacanc(?:y|ies)|jobs?|(?i:wanted))\b"),
    _cue("introduced_in_paper", Place.INTRODUCTION, 1, r"\b(?:was|were|is|are|appeared|seen|found|saw) (?:\w+ )?(?:in|on) (?:the )?[A-Z]"),
    _cue("offers_severance", Place.OPENING, -5,
         r"^(?=.{0,100}$)(?!.*[.?!]$).*\b(?:voluntary (?:early )?(?:severance|redundancy|exit)|(?:severance|redundancy) scheme|EVR)\b", re.IGNORECASE),
    _cue("introduced_in_jest", Place.INTRODUCTION, -4, r"\b(?:spoof|joke|nonsense|parody|satire)\b", re.IGNORECASE),
    _cue("names_post", Place.OPENING, 1,
         rf"^(?!.*[.?!]$)(?:.{{0,60}}\b)?(?i:(?:{_POSTS})s?|Chief|Secretary|Chair|Panel|Advis[eo]rs?|Co-?ordinators?|Heads? of|Key ?workers?|S?POs?|PSOs?)\b(?!['’]s\b|(?<=s)['’] [a-z])"),
    _cue("salary_line", Place.LINE, 3,
         rf"(?!(?:\w+ )?(?:Salary|Pay|Remuneration|Rate)\b{_SEVERAL})(?:"
         r"(?:(?:annual|starting|basic|hourly|daily|day) )?(?:Salary|Pay|Remuneration|Rate)(?: (?:range|scale|band|rate|of pay))?\s{0,4}(?:[:|\-–](?![^.\n]{0,200} (?:is|are|was|were) )|(?=\s))\s{0,30}"
         rf"(?:(?:from|up to|circa|c\.?|around|starting at|minimum)\s*)?(?:{AMOUNT}|competitive|(?:\w+ )?band \d|grade \w|negotiable|subject to|see )"
         r"|competitive (?:salary|package|rates?|remuneration)\b.{0,80}$"
         rf"|(?:(?:AfC|NJC|Grade|Band|Scale|SCP)\b[^£€$\n]{{0,40}})?(?:(?:from|up to|circa|c\.?|around)\s*)?{AMOUNT}(?: ?(?:-|–|to|rising to) ?{AMOUNT}|\s?\d[\d,.]{0,15})?"
         r"(?:\s*(?:[,(+;].{0,80}|(?:plus|inclusive|including|depending|inc|incl|dependent|rising|pro rata|FTE|OTE|gross|basic|per|p\.?[ah]|p/[ahd]|an hour|a (?:day|week|month|year)|PAYE|umbrella)\b.{0,80}|/.{0,80}))?$"
         rf"|{_NO_PAY}[A-Z][a-z]\w*(?: [A-Z][\w/-]*){{0,5}}: {_ABOUT}{AMOUNT}(?: ?(?:to|-|–) ?{AMOUNT})?$"
         rf"|{_NO_PAY}[^£€$\n]{{3,90}}(?::| [-–|•·]|,) {_ABOUT}{AMOUNT}(?: ?(?:to|-|–) ?{AMOUNT})? ?{_RATE}.{{0,60}}(?<![.!?])$)",
         re.IGNORECASE),
    _cue("salary_in_prose", Place.WITHIN, 3,
         rf"[Ss](?<!\w.)alary (?:for th(?:is|e) (?:post|role|job|position) |range |on offer )?(?:(?:is|will be|of) )?(?:up to |circa |from |between |(?:in )?(?:the range|the region)(?: of)? (?:between )?)?{AMOUNT}"
         rf"|(?:(?:post|role|job|position) (?:pays|attracts|carries)|[Ww]e (?:pay|offer)|paid at) (?:an? (?:[a-z]+ )?(?:salary|rate) of )?{_ABOUT}{AMOUNT}(?![^.!?\n]{{0,60}}\?)"
         rf"|(?<=[.!?;] ){_ABOUT}{AMOUNT}(?: ?(?:-|–|to) ?{AMOUNT})?(?: pro rata\b| plus\b|\.(?= [A-Z]|$)|[^.£€$\n]{{0,24}}(?:[£€$][\d.,]{{1,9}}[^.£€$\n]{{0,24}})? ?{_RATE}(?!\s?[!?]|,? (?:(?:is|was|are|does|would)(?:n['’]t)?|for|if|by|when|as|and I|I|to)\b))", near=("alary", ". £", "! £", "? £", "; £", ". €", "p to £", "rom £", "irca £", "c£", "c. £", "ays £", "ay £", "ffer £", "tracts ", "arries ", "id at £", "round £"),
         goes_on=r"[^:£€$]{0,140}[£€$]\s?\d"),
    _cue("closing_date", Place.LINE, 3,
         rf"(?!clos\w+(?: date)?\b{_SEVERAL}){_THEY_SAY}(?:(?:vacancy|post|advert|job|role) closes\b|(?:the )?closing date(?![^.\n]{{1,40}} for (?:the )?(?:\w+ )?(?:survey|consultation|ballot|petition|scheme)\b)(?! for (?:the )?(?:survey|consultation|ballot|petition|booking|nomination|motion|bids|tenders|clarification|redundancy|severance|EVR|voluntary|transfer|return|vot))|clos(?:es|ing)(?: on\b|\s*:|\s+(?=\d))"
         r"|applications? (?:close|by\b|must (?:be received|arrive))|(?:application )?deadline(?: for applications\b|\s*:|\t)|last date for\b"
         r"|(?:please )?(?:apply(?: online| now)?|return(?: forms)?|reply|send (?:your |a |us a )?CVs?) (?:by|before|not later than|no later than)\b)",
         re.IGNORECASE),
    _cue("closing_in_prose", Place.WITHIN, 2,
         r"(?<=[.;,!] )(?:[Tt]he )?(?:[Cc]losing date|[Dd]eadline)(?: (?:for (?:receipt of )?(?:completed )?applications )?(?:is|will be)\b|:? (?=\d|noon|midnight|midday|\w+day\b))|(?<=[.;!] )[Cc]los(?:es|ing) (?=(?:on )?(?:\w+day )?\d)"
         rf"|\b(?<!will )(?<!would )(?<!not )(?:[Aa]pply|[Aa]pplications?|CVs?|application form|the form|[Ff]orms?|[Ll]etters?|(?:[Rr]ing|[Cc]all|[Ww]rite to|[Pp]hone|[Ee]-?mail|[Cc]ontact|[Ss]peak to) (?:the|us|[A-Z][a-z]+))\b(?:[^.:;]|\.(?=\w)){{0,60}}\b(?:by|before|until|not? later than) {_SOON}{_THEY_SAY}"
         rf"|\b(?:[Rr]eturn(?:ed)?|[Rr]eply|reach us|arrive|received) (?:it |them |forms |with us )?(?:by|before|not? later than) {_SOON}{_THEY_SAY}",
         near=("losing ", "loses ", "eadline", " by ", " before ", " until ", "ater than "),
         goes_on=rf"(?:(?<=[.;,!] .)|(?<=he .))(?:losing |loses |eadline)|(?: by| before| until|ater than) {_SOON}"),
    _cue("interview_date", Place.LINE, 2,
         r"assessment (?:centre|day)s?\s*:|(?:assessment|selection|panel|interview)s?(?:(?:,| and| &|/) (?:final |first |second )?(?:panel|interview|assessment)s?)+(?: days?| dates?| centre)?\s*:|(?:first |provisional |proposed |likely |planned |(?:assessment centre|selection|panel)(?: and)? )?interview(?:s|ing)?(?: dates?| \([^)]*\)| on)?(?:\s*[:\-–]|\s+(?:will|are (?:planned|expected|on|in|likely)|scheduled|planned|expected|between|to be)\b|(?<=\)) )",
         re.IGNORECASE),
    _cue("interviews_in_prose", Place.WITHIN, 2,
         r"(?<=\w )interviews? (?:on|will be held|will take|are planned|are expected)\b|(?<=[.;] )Interviews(?: (?:will|are)\b|:| (?=(?:early|mid|late|w/?c|the week|week|\w+day)\b|\d))|\binterviews? (?:at|in) [A-Z][^.;:\n]{2,50}? on (?=[^.]{0,12}\d)"
         r"|(?<=[.;] )(?:[Aa]ssessment|[Ss]election)s?(?:(?:,| and| &|/) (?:final )?(?:panel|interview|assessment)s?)+\s*:", near=("nterview", "ssessment", "election"),
         goes_on=r"(?<=i)nterview|(?<=[.;] I)nterview|ssessment|election"),
    _cue("recruitment_event", Place.WITHIN, 2, r"\b(?:[Rr]ecruitment|[Aa]ssessment|[Ss]election|[Ww]alk-in) (?:open )?(?:morning|afternoon|evening|day|event|fair)s?\b(?! was)", near=("ecruitment", "ssessment", "election", "alk-in")),
    _cue("speaks_as_agency", Place.WITHIN, 1, r"\b(?:[Oo]ur|for (?:a|my)) (?:[a-z]+ ){0,2}client\b(?! group)|\b(?:[Uu]mbrella|UMBRELLA|PAYE|IR35)\b|\b(?:hour|p/?h) L(?:td|TD)\b|[Hh]ope (?:you are|you['’]re) (?:well|keeping)|\b[Rr]efer(?:ral)? (?:a friend|fee)\b",
         near=("client", "mbrella", "UMBRELLA", "PAYE", "IR35", " Ltd", " LTD", "ope you", "efer")),
    _cue("terms_of_work", Place.WITHIN, 1,
         r"\b(?:[Ff]ull[- ][Tt]ime|[Pp]art[- ][Tt]ime|[Mm]aternity cover|[Ff]ixed[- ][Tt]erm|[Ss]essional|[Jj]ob[- ]share|[Pp]ro rata|[Pp]ermanent (?:post|contract|position)|[Gg]uaranteed hours"
         r"|\d{1,2}(?:\.\d{1,2})? ?(?:hours|hrs) ?(?:per|a|/|p\.?)? ?(?:w(?:ee)?k|w\b))", near=("ull-", "ull t", "ull T", "art-", "art t", "art T", "aternity cover", "ixed-", "ixed ", "essional", "ob share", "ob-share", "ro rata", "ro Rata", "ermanent ", "uaranteed hours", "hours", "hrs")),
    _cue("labelled_field", Place.LINE, 1,
         r"(?:Job title|Post(?: type)?|Role|Agency|Client|Duration|Length|Location(?:s|\(s\))?|Region|Area|Site|Team|Where|Base|(?:Post )?Based(?: (?:in|at))?|Place of work|Employer|Organisation|Hours|Contract(?: type)?|Job ref|(?:Job |Vacancy )?Reference(?: number)?|Job (?:grade|ID)|Working pattern|Number of (?:jobs|posts|vacancies)(?: available)?|Business area|Type of role|Reserve list|Descriptor|Reports to|Responsible to|Grade"
         r"|(?:Anticipated |Expected |Intended |Proposed |Provisional |Likely )?Start(?:ing)?(?: date)?)\s*:|(?:Anticipated |Expected )?start(?:ing)?(?: date)?(?: on)? [\w ]{0,20}\d{4}$",
         re.IGNORECASE),
    _cue("applicant", Place.WITHIN, 1,
         r"\b(?:[Ss](?:uccessful|uitable) (?:candidate|applicant)s?|[Pp]ost ?holder|[Tt]o apply|[Aa]pplication (?:pack|form)|(?:[Aa]pplicants|[Cc]andidates) (?:should|must|will)|your CV|[Ss]end (?:us |me )?(?:a|an|your) (?:[\w-]+ ){0,4}CV|[Tt]o be considered|(?:[Ww]ould|may|might) suit|[Ss]econdments? (?:welcome|considered)|[Aa]pplications (?:will be )?considered|[Rr]eserve the right to close)\b",
         near=("andidate", "CV", "o be considered", "pplicant", "ost holder", "ostholder", "o apply", "pplication ", "pplications consi", "pplications will", "ight to close", " suit", "econdment")),
    _cue("recruiting", Place.WITHIN, 1,
         rf"\b(?:(?:[Ww]e(?:'re|’re)|is|are|I am) {_MANNER}(?:recruiting|looking for|seeking)|(?:seeks?|requires?|needs?) (?:an?|to appoint)|w(?:ish(?:es)?|ant) to appoint|ha(?:s|ve) an (?:[a-z]+ )?(?:opportunity|vacancy)"
         r"|wants (?:an? )?(?:[a-z]+ )?(?:people|person|enthusiastic|experienced)|(?:needed|required|wanted) (?:ASAP|urgently|immediately)|[Uu]rgently (?:needed|required|seeking)"
         r"|invites applications)\b",
         near=("ecruiting", "ooking for", "eeking", "seek", "require", "need", "o appoint", "pportunity", "acancy", "nvites app", "wants ", "wanted ", "rgently")),
    _cue("speaks_to_applicant", Place.WITHIN, 1, r"\bYou(?:'ll|’ll| will| should| must| might| need to)\b", near=("You",)),
    _cue("denies_pay", Place.WITHIN, -4, r"[£€$]\s?\d[^!?\n]{0,50}\? (?:No|Not|Never)\b", near=("? N",), goes_on=r"\? (?:No|Not|Never)\b"),
    _cue("offers_event", Place.WITHIN, -4, r"^(?:(?:Fee|Fees|Cost|Tickets?|Price)\b|(?:Rent|Value)\s?:)|\b(?:[Tt]o book|[Tt]his course)\b", re.MULTILINE,
         near=("Fee", "Cost", "Ticket", "Price", "Rent", "Value", "o book", "his course")),
    _cue("invites_tenders", Place.WITHIN, -6, r"\b(?:receipt of tenders|[Tt]enders (?:are|must|should|will)|[Bb]idders|[Cc]ontracting authority|(?i:contract notice))\b",
         near=("receipt of tenders", "enders ", "idders", "ontracting a", "ontract notice", "ontract Notice", "ONTRACT NOTICE")),
    _cue("opens_bulletin", Place.LINE, -6, r"(?:JTU|BR|NEC|Circular|Bulletin)[ -]?(?:No\.? ?)?\d|Dear (?:[Mm]embers?|[Cc]olleagues?|[Aa]ll|[Ff]riends)\b"),
    _cue("lists_scales", Place.WITHIN, -4,
         r"^(?:Band|Grade|Scale|Point) \w{1,3}: ?[£€$].*\n(?:Band|Grade|Scale|Point) \w{1,3}: ?[£€$]|^(?:Minimum|Maximum)\b.{0,10}[£€$]", re.MULTILINE,
         near=("Band ", "Grade ", "Scale ", "Point ", "inimum", "aximum")),
)  # fmt: skip

ADVERT_CUE = {cue.name: cue for cue in ADVERT_CUES}
"""The adverts' cues by name."""
