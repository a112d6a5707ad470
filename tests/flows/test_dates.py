"""Dates as British texts write them: as partial as they are."""

import datetime
import json
import os
import re
import resource
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.dates import MONTHS, PartialDate, Precision, find_date, whole_date

GOLD = Path(__file__).parents[1] / "passages" / "first"
CPU_SECONDS = 8
LONG = 50_000

DAY_MONTH_YEAR = [
    ("22 February 2016", "2016-02-22", "day", "22 February 2016"),
    ("22nd February 2016", "2016-02-22", "day", "22nd February 2016"),
    ("13th April 2018", "2018-04-13", "day", "13th April 2018"),
    ("13TH APRIL 2018", "2018-04-13", "day", "13TH APRIL 2018"),
    ("3rd may 2019", "2019-05-03", "day", "3rd may 2019"),
    ("01 May 2019", "2019-05-01", "day", "01 May 2019"),
    ("3 rd May 2019", "2019-05-03", "day", "3 rd May 2019"),
    ("13thApril 2018", "2018-04-13", "day", "13thApril 2018"),
    ("3rd May, 2019", "2019-05-03", "day", "3rd May, 2019"),
    ("3rd May,2019", "2019-05-03", "day", "3rd May,2019"),
    ("3rd  May   2019", "2019-05-03", "day", "3rd  May   2019"),
    ("3rd\u00a0May\u00a02019", "2019-05-03", "day", "3rd\u00a0May\u00a02019"),
    ("the 1st of May 2018", "2018-05-01", "day", "1st of May 2018"),
    ("signed this 3rd day of May 2019", "2019-05-03", "day", "3rd day of May 2019"),
    ("(3 May 2019)", "2019-05-03", "day", "3 May 2019"),
    ("“3 May 2019”", "2019-05-03", "day", "3 May 2019"),
    ("It was sent on 10th June 2019, in the evening.", "2019-06-10", "day", "10th June 2019"),
    ("by 1 May 2018 or, failing that, June 2018", "2018-05-01", "day", "1 May 2018"),
    ("no later than 3 May 2019", "2019-05-03", "day", "3 May 2019"),
    ("on or before 3 May 2019", "2019-05-03", "day", "3 May 2019"),
    ("from 3 May 2019 in Leeds", "2019-05-03", "day", "3 May 2019"),
    ("JTU14-2020     6 May 2020", "2020-05-06", "day", "6 May 2020"),
    ("Circular 12/2018, 3 May 2018", "2018-05-03", "day", "3 May 2018"),
    ("by the last day of April 2016.", "2016-04-30", "day", "the last day of April 2016"),
    ("last day of February 2016", "2016-02-29", "day", "last day of February 2016"),
    ("29 February 2016", "2016-02-29", "day", "29 February 2016"),
    ("24 December 1999", "1999-12-24", "day", "24 December 1999"),
]
SHORT_MONTHS = [
    ("1 Jan 2020", "2020-01-01", "day", "1 Jan 2020"),
    ("1 Jan. 2020", "2020-01-01", "day", "1 Jan. 2020"),
    ("5 Feb 2016", "2016-02-05", "day", "5 Feb 2016"),
    ("noon, 6 Dec. please", None, None, "noon, 6 Dec."),
    ("by 6 Dec. Please write", None, None, "6 Dec"),
    ("by 6 May. we hope", None, None, "6 May"),
    ("5 Mar 2016", "2016-03-05", "day", "5 Mar 2016"),
    ("5 Apr. 2016", "2016-04-05", "day", "5 Apr. 2016"),
    ("5 Jun 2016", "2016-06-05", "day", "5 Jun 2016"),
    ("5 Jul 2016", "2016-07-05", "day", "5 Jul 2016"),
    ("5th Aug 2016", "2016-08-05", "day", "5th Aug 2016"),
    ("3rd Sep 2019", "2019-09-03", "day", "3rd Sep 2019"),
    ("3rd Sept 2019", "2019-09-03", "day", "3rd Sept 2019"),
    ("3rd Sept. 2019", "2019-09-03", "day", "3rd Sept. 2019"),
    ("31 Oct 2014", "2014-10-31", "day", "31 Oct 2014"),
    ("30 Nov 2012", "2012-11-30", "day", "30 Nov 2012"),
    ("24 Dec 2010", "2010-12-24", "day", "24 Dec 2010"),
]
WEEKDAYS = [
    ("Friday 6 December 2013", "2013-12-06", "day", "Friday 6 December 2013"),
    ("Monday, 4 March 2019", "2019-03-04", "day", "Monday, 4 March 2019"),
    ("Monday, 4 March, 2019", "2019-03-04", "day", "Monday, 4 March, 2019"),
    ("Monday,4 March 2019", "2019-03-04", "day", "Monday,4 March 2019"),
    ("Monday: 4 March 2019", "2019-03-04", "day", "Monday: 4 March 2019"),
    ("Mon 4th March 2019", "2019-03-04", "day", "Mon 4th March 2019"),
    ("Mon. 4th March 2019", "2019-03-04", "day", "Mon. 4th March 2019"),
    ("Tues the 3rd Sept 2019", "2019-09-03", "day", "Tues the 3rd Sept 2019"),
    ("Tuesday the 3rd of September, 2019", "2019-09-03", "day", "Tuesday the 3rd of September, 2019"),
    ("Wed 1 May 2019", "2019-05-01", "day", "Wed 1 May 2019"),
    ("Weds 1 May 2019", "2019-05-01", "day", "Weds 1 May 2019"),
    ("Thu 2 May 2019", "2019-05-02", "day", "Thu 2 May 2019"),
    ("Thur 2 May 2019", "2019-05-02", "day", "Thur 2 May 2019"),
    ("Thurs. 2 May 2019", "2019-05-02", "day", "Thurs. 2 May 2019"),
    ("Fri, 3 May 2019", "2019-05-03", "day", "Fri, 3 May 2019"),
    ("SATURDAY 4TH MAY 2019", "2019-05-04", "day", "SATURDAY 4TH MAY 2019"),
    ("sunday 5th may 2019", "2019-05-05", "day", "sunday 5th may 2019"),
    ("3 May 2019 (Friday)", "2019-05-03", "day", "3 May 2019 (Friday)"),
    ("3rd May 2019 (Fri)", "2019-05-03", "day", "3rd May 2019 (Fri)"),
    ("Friday 03/05/2019", "2019-05-03", "day", "Friday 03/05/2019"),
    ("Friday, May 3, 2019", "2019-05-03", "day", "Friday, May 3, 2019"),
]
MONTH_FIRST = [
    ("May 3, 2019", "2019-05-03", "day", "May 3, 2019"),
    ("May 3rd 2019", "2019-05-03", "day", "May 3rd 2019"),
    ("May the 3rd, 2019", "2019-05-03", "day", "May the 3rd, 2019"),
    ("MAY 3RD, 2019", "2019-05-03", "day", "MAY 3RD, 2019"),
    ("Sept. 3, 2019", "2019-09-03", "day", "Sept. 3, 2019"),
    ("Jan 3 2019", "2019-01-03", "day", "Jan 3 2019"),
    ("May 3-5, 2019", "2019-05-03", "day", "May 3-5, 2019"),
    ("May 30 - June 2, 2019", "2019-05-30", "day", "May 30 - June 2, 2019"),
    ("May 3 '19", "2019-05-03", "day", "May 3 '19"),
]
IN_NUMBERS = [
    ("22/02/2016", "2016-02-22", "day", "22/02/2016"),
    ("22/2/2016", "2016-02-22", "day", "22/2/2016"),
    ("4/11/2019", "2019-11-04", "day", "4/11/2019"),
    ("22-02-2016", "2016-02-22", "day", "22-02-2016"),
    ("22.02.2016", "2016-02-22", "day", "22.02.2016"),
    ("22/02/16", "2016-02-22", "day", "22/02/16"),
    ("22-02-16", "2016-02-22", "day", "22-02-16"),
    ("13.4.18", "2018-04-13", "day", "13.4.18"),
    ("Branch meeting 13.4.18.", "2018-04-13", "day", "13.4.18"),
    ("10/11/12", "2012-11-10", "day", "10/11/12"),
    ("2018-05-12", "2018-05-12", "day", "2018-05-12"),
    ("2018/05/12", "2018-05-12", "day", "2018/05/12"),
    ("3-May-2019", "2019-05-03", "day", "3-May-2019"),
    ("03-May-19", "2019-05-03", "day", "03-May-19"),
    ("3/May/2019", "2019-05-03", "day", "3/May/2019"),
    ("3.May.2019", "2019-05-03", "day", "3.May.2019"),
    ("Ref 22/02/2016/1", "2016-02-22", "day", "22/02/2016"),
]
TWO_DIGITS_OF_A_YEAR = [
    ("12 May '18", "2018-05-12", "day", "12 May '18"),
    ("12 May ’18", "2018-05-12", "day", "12 May ’18"),
    ("12 May'18", "2018-05-12", "day", "12 May'18"),
    ("12 May 18", "2018-05-12", "day", "12 May 18"),
    ("It closed on 12th May 18.", "2018-05-12", "day", "12th May 18"),
    ("(12th May 18)", "2018-05-12", "day", "12th May 18"),
    ("May '18", "2018-05-01", "month", "May '18"),
    ("1 April 12 noon", None, None, "1 April 12 noon"),
    ("On 3 May 18 members came", None, None, "3 May"),
    ("on May 19", None, None, "May 19"),
    ("1 April '96", None, None, "1 April '96"),
    ("1/4/96", None, None, "1/4/96"),
    ("the last day of April '96", None, None, "the last day of April '96"),
]
MONTHS_AND_YEARS = [
    ("Branch Report March 2018", "2018-03-01", "month", "March 2018"),
    ("June, 2016", "2016-06-01", "month", "June, 2016"),
    ("the month of May 2019", "2019-05-01", "month", "May 2019"),
    ("May of 2019", "2019-05-01", "month", "May of 2019"),
    ("Sept 2019", "2019-09-01", "month", "Sept 2019"),
    ("Sept. 2019", "2019-09-01", "month", "Sept. 2019"),
    ("MARCH 2019", "2019-03-01", "month", "MARCH 2019"),
    ("May/June 2019", "2019-05-01", "month", "May/June 2019"),
    ("May - July 2019", "2019-05-01", "month", "May - July 2019"),
    ("May and June 2019", "2019-05-01", "month", "May and June 2019"),
    ("December 2018/January 2019", "2018-12-01", "month", "December 2018/January 2019"),
    ("December/January 2019", "2018-12-01", "month", "December/January 2019"),
    ("circa March 2018", "2018-03-01", "approximate", "circa March 2018"),
    ("Winter 2016", "2016-01-01", "year", "Winter 2016"),
    ("Newsletter, spring 2016", "2016-01-01", "year", "spring 2016"),
    ("Spring/Summer 2018", "2018-01-01", "year", "Spring/Summer 2018"),
    ("Autumn Term 2017", "2017-01-01", "year", "Autumn Term 2017"),
    ("Winter 2016/17", "2016-01-01", "year", "Winter 2016/17"),
    ("Winter 2016-2017", "2016-01-01", "year", "Winter 2016-2017"),
    ("Summer '18", "2018-01-01", "year", "Summer '18"),
    ("the summer of 2018", "2018-01-01", "year", "summer of 2018"),
    ("Christmas 2015", "2015-01-01", "year", "Christmas 2015"),
    ("Annual Branch Report 2016", "2016-01-01", "year", "2016"),
    ("Chair's Report, 2017", "2017-01-01", "year", "2017"),
    (": 2019", "2019-01-01", "year", "2019"),
    ("to begin in 2019, if all goes well", "2019-01-01", "year", "2019"),
    ("during 2018.", "2018-01-01", "year", "2018"),
]
RANGES = [
    ("3-5 May 2019", "2019-05-03", "day", "3-5 May 2019"),
    ("3 – 5 May 2019", "2019-05-03", "day", "3 – 5 May 2019"),
    ("3 to 5 May 2019", "2019-05-03", "day", "3 to 5 May 2019"),
    ("3rd until 5th May 2019", "2019-05-03", "day", "3rd until 5th May 2019"),
    ("7 and 8 March 2016", "2016-03-07", "day", "7 and 8 March 2016"),
    ("9th - 10th October 2018", "2018-10-09", "day", "9th - 10th October 2018"),
    ("Interviews: 9th and 10th July 2018", "2018-07-09", "day", "9th and 10th July 2018"),
    ("3rd & 4th May 2019", "2019-05-03", "day", "3rd & 4th May 2019"),
    ("3rd/4th May 2019", "2019-05-03", "day", "3rd/4th May 2019"),
    ("on 6/7th June 2019", "2019-06-06", "day", "6/7th June 2019"),
    ("3 or 4 May 2019", "2019-05-03", "day", "3 or 4 May 2019"),
    ("3rd and/or 4th May 2019", "2019-05-03", "day", "3rd and/or 4th May 2019"),
    ("3rd, 4th and 5th May 2019", "2019-05-03", "day", "3rd, 4th and 5th May 2019"),
    ("3rd, 4th, and 5th May 2019", "2019-05-03", "day", "3rd, 4th, and 5th May 2019"),
    ("3rd, 4th, 5th May 2019", "2019-05-03", "day", "3rd, 4th, 5th May 2019"),
    ("30 April to 2 May 2019", "2019-04-30", "day", "30 April to 2 May 2019"),
    ("30th April – 2nd May 2019", "2019-04-30", "day", "30th April – 2nd May 2019"),
    ("30 April and 2 May 2019", "2019-04-30", "day", "30 April and 2 May 2019"),
    ("30 April, 2 May and 7 May 2019", "2019-04-30", "day", "30 April, 2 May and 7 May 2019"),
    ("30 April 2019 to 2 May 2019", "2019-04-30", "day", "30 April 2019 to 2 May 2019"),
    ("30 December 2018 to 2 January 2019", "2018-12-30", "day", "30 December 2018 to 2 January 2019"),
    ("30 December to 2 January 2019", "2018-12-30", "day", "30 December to 2 January 2019"),
    ("between 3 and 7 June 2019", "2019-06-03", "day", "between 3 and 7 June 2019"),
    ("between 30 May and 2 June 2019", "2019-05-30", "day", "between 30 May and 2 June 2019"),
    (
        "Tuesday 3rd and Wednesday 4th September 2019",
        "2019-09-03",
        "day",
        "Tuesday 3rd and Wednesday 4th September 2019",
    ),
    (
        "Monday and Tuesday 3rd and 4th June 2019",
        "2019-06-03",
        "day",
        "Monday and Tuesday 3rd and 4th June 2019",
    ),
    ("Monday-Friday 3-7 June 2019", "2019-06-03", "day", "Monday-Friday 3-7 June 2019"),
    ("22/02/2016 - 24/02/2016", "2016-02-22", "day", "22/02/2016 - 24/02/2016"),
    ("22/02/2016 and 24/02/2016", "2016-02-22", "day", "22/02/2016 and 24/02/2016"),
    ("22-24/02/2016", "2016-02-22", "day", "22-24/02/2016"),
    ("3rd/4th May", None, None, "3rd/4th May"),
    ("28 to 3 May 2019", None, None, "28 to 3 May 2019"),
    ("on 12th and interviews on 19th February 2018.", "2018-02-19", "day", "19th February 2018"),
    ("29 August and you would begin on 1st October 2019", None, None, "29 August"),
]
WEEKS = [
    ("Interviews: w/c 7th May 2018", "2018-05-07", "week", "w/c 7th May 2018"),
    ("W/C 7 May 2018", "2018-05-07", "week", "W/C 7 May 2018"),
    ("W/c. 7 May 2018", "2018-05-07", "week", "W/c. 7 May 2018"),
    ("w/c: 7 May 2018", "2018-05-07", "week", "w/c: 7 May 2018"),
    ("w/c7 May 2018", "2018-05-07", "week", "w/c7 May 2018"),
    ("w.c. 7 May 2018", "2018-05-07", "week", "w.c. 7 May 2018"),
    ("wc 7 May 2018", "2018-05-07", "week", "wc 7 May 2018"),
    ("w / c 7 May 2018", "2018-05-07", "week", "w / c 7 May 2018"),
    ("w/b 7 May 2018", "2018-05-07", "week", "w/b 7 May 2018"),
    ("wk/c 7 May 2018", "2018-05-07", "week", "wk/c 7 May 2018"),
    ("wk commencing 7 May 2018", "2018-05-07", "week", "wk commencing 7 May 2018"),
    ("wk. comm. 7 May 2018", "2018-05-07", "week", "wk. comm. 7 May 2018"),
    ("week comm 7 May 2018", "2018-05-07", "week", "week comm 7 May 2018"),
    ("week commencing 22 July 2019", "2019-07-22", "week", "week commencing 22 July 2019"),
    ("Week-commencing 22 July 2019", "2019-07-22", "week", "Week-commencing 22 July 2019"),
    ("week commencing Monday 7 May 2018", "2018-05-07", "week", "week commencing Monday 7 May 2018"),
    ("week commencing the 7th of May 2018", "2018-05-07", "week", "week commencing the 7th of May 2018"),
    ("week commencing on 7 May 2018", "2018-05-07", "week", "week commencing on 7 May 2018"),
    ("the week beginning 7 May 2018", "2018-05-07", "week", "week beginning 7 May 2018"),
    ("week starting 7 May 2018", "2018-05-07", "week", "week starting 7 May 2018"),
    ("the week of 7 May 2018", "2018-05-07", "week", "week of 7 May 2018"),
    ("in the week commencing 7 May 2018", "2018-05-07", "week", "week commencing 7 May 2018"),
    ("the w/c 7 May 2018", "2018-05-07", "week", "w/c 7 May 2018"),
    ("w/c 07/05/2018", "2018-05-07", "week", "w/c 07/05/2018"),
    ("w/c May 7th, 2018", "2018-05-07", "week", "w/c May 7th, 2018"),
    (
        "weeks commencing 7th and 14th May 2018",
        "2018-05-07",
        "week",
        "weeks commencing 7th and 14th May 2018",
    ),
    ("w/c 30 April or w/c 7 May 2018", "2018-04-30", "week", "w/c 30 April or w/c 7 May 2018"),
    ("w/c 12th August, by video", None, None, "w/c 12th August"),
    ("w/e 4 May 2018", None, None, "w/e 4 May 2018"),
    ("week ending Friday 4 May 2018", None, None, "week ending Friday 4 May 2018"),
]
UNCERTAIN = [
    ("start on or around 1st July 2018", "2018-07-01", "approximate", "on or around 1st July 2018"),
    ("On or about 1st July 2018", "2018-07-01", "approximate", "On or about 1st July 2018"),
    ("on or around the 1st July 2018", "2018-07-01", "approximate", "on or around the 1st July 2018"),
    ("on or around Monday 2 July 2018", "2018-07-02", "approximate", "on or around Monday 2 July 2018"),
    ("on or after 1 July 2018", "2018-07-01", "approximate", "on or after 1 July 2018"),
    ("around 1 July 2018", "2018-07-01", "approximate", "around 1 July 2018"),
    ("approx. 1 July 2018", "2018-07-01", "approximate", "approx. 1 July 2018"),
    ("c. 1 July 2018", "2018-07-01", "approximate", "c. 1 July 2018"),
    ("mid May 2019", "2019-05-01", "month", "mid May 2019"),
    ("mid-May 2019", "2019-05-01", "month", "mid-May 2019"),
    ("Late June 2019", "2019-06-01", "month", "Late June 2019"),
    ("early in June 2019", "2019-06-01", "month", "early in June 2019"),
    ("mid to late June 2019", "2019-06-01", "month", "mid to late June 2019"),
    ("late June/early July 2019", "2019-06-01", "month", "late June/early July 2019"),
    ("by the end of March 2019", "2019-03-01", "month", "end of March 2019"),
    ("end March 2019", "2019-03-01", "month", "end March 2019"),
    ("the beginning of June 2019", "2019-06-01", "month", "beginning of June 2019"),
    ("in the first week of June 2019", "2019-06-01", "month", "first week of June 2019"),
    ("the second half of 2019", "2019-01-01", "year", "second half of 2019"),
    ("early 2019", "2019-01-01", "year", "early 2019"),
    ("mid-2019", "2019-01-01", "year", "mid-2019"),
    ("by the end of 2019", "2019-01-01", "year", "end of 2019"),
    ("late summer 2018", "2018-01-01", "year", "late summer 2018"),
    ("early November", None, None, "early November"),
    ("mid to late May", None, None, "mid to late May"),
    ("the end of March", None, None, "end of March"),
    ("early autumn", None, None, "early autumn"),
    ("late March/early April", None, None, "late March/early April"),
]
TIMES_OF_DAY = [
    ("12 noon on Friday 16 August", None, None, "12 noon on Friday 16 August"),
    ("12 noon on Friday 16 August 2019", "2019-08-16", "day", "12 noon on Friday 16 August 2019"),
    ("12noon Friday 16 August 2019", "2019-08-16", "day", "12noon Friday 16 August 2019"),
    ("noon, Friday 16 August 2019", "2019-08-16", "day", "noon, Friday 16 August 2019"),
    ("Noon on the 16th August 2019", "2019-08-16", "day", "Noon on the 16th August 2019"),
    ("midday on 16 August 2019", "2019-08-16", "day", "midday on 16 August 2019"),
    ("12:00 noon on 16 August 2019", "2019-08-16", "day", "12:00 noon on 16 August 2019"),
    ("12.00 (noon) on 16 August 2019", "2019-08-16", "day", "12.00 (noon) on 16 August 2019"),
    ("by midnight on Sunday 2nd June 2019", "2019-06-02", "day", "midnight on Sunday 2nd June 2019"),
    ("Midnight Sunday 2 June 2019", "2019-06-02", "day", "Midnight Sunday 2 June 2019"),
    ("11.59pm on 2 June 2019", "2019-06-02", "day", "11.59pm on 2 June 2019"),
    ("23:59 on 2 June 2019", "2019-06-02", "day", "23:59 on 2 June 2019"),
    ("5pm on 3 May 2019", "2019-05-03", "day", "5pm on 3 May 2019"),
    ("5 pm on 3 May 2019", "2019-05-03", "day", "5 pm on 3 May 2019"),
    ("5 p.m. on 3 May 2019", "2019-05-03", "day", "5 p.m. on 3 May 2019"),
    ("5.00pm, 3 May 2019", "2019-05-03", "day", "5.00pm, 3 May 2019"),
    ("5:30 PM - 3 May 2019", "2019-05-03", "day", "5:30 PM - 3 May 2019"),
    ("17:00 hrs on 3 May 2019", "2019-05-03", "day", "17:00 hrs on 3 May 2019"),
    ("1700 hours on 3 May 2019", "2019-05-03", "day", "1700 hours on 3 May 2019"),
    ("5 o'clock on 3 May 2019", "2019-05-03", "day", "5 o'clock on 3 May 2019"),
    ("5pm (BST) on 3 May 2019", "2019-05-03", "day", "5pm (BST) on 3 May 2019"),
    ("17:00 GMT+1, Friday 10 May 2013", "2013-05-10", "day", "17:00 GMT+1, Friday 10 May 2013"),
    ("5pm on 22/02/2016", "2016-02-22", "day", "5pm on 22/02/2016"),
    ("close of business on 3 May 2019", "2019-05-03", "day", "close of business on 3 May 2019"),
    ("COB Friday 3 May 2019", "2019-05-03", "day", "COB Friday 3 May 2019"),
    ("the end of the day on 3 May 2019", "2019-05-03", "day", "the end of the day on 3 May 2019"),
    ("from 9am to 5pm on 3 May 2019", "2019-05-03", "day", "9am to 5pm on 3 May 2019"),
    ("Friday 3 May 2019 at noon", "2019-05-03", "day", "Friday 3 May 2019 at noon"),
    ("Friday 3 May 2019, 12 noon.", "2019-05-03", "day", "Friday 3 May 2019, 12 noon"),
    ("Friday 3 May 2019 12 noon", "2019-05-03", "day", "Friday 3 May 2019 12 noon"),
    ("3 May 2019 (12 noon)", "2019-05-03", "day", "3 May 2019 (12 noon)"),
    ("3 May 2019 (at 5pm) prompt", "2019-05-03", "day", "3 May 2019 (at 5pm)"),
    ("3 May 2019 - 5pm", "2019-05-03", "day", "3 May 2019 - 5pm"),
    ("3 May 2019 by 5pm", "2019-05-03", "day", "3 May 2019 by 5pm"),
    ("3 May 2019 at 5 p.m.", "2019-05-03", "day", "3 May 2019 at 5 p.m."),
    ("3 May 2019 at 5pm.", "2019-05-03", "day", "3 May 2019 at 5pm"),
    ("30 May 2019 at 10.30 in Leeds", "2019-05-30", "day", "30 May 2019 at 10.30"),
    ("30 May 2019, 9am to 5pm", "2019-05-30", "day", "30 May 2019, 9am to 5pm"),
    ("May 30, 2019 at 1:06 PM", "2019-05-30", "day", "May 30, 2019 at 1:06 PM"),
    ("22/02/2016 at midnight", "2016-02-22", "day", "22/02/2016 at midnight"),
    ("members may 5pm on 3 May 2019", "2019-05-03", "day", "5pm on 3 May 2019"),
]
WITHOUT_A_YEAR = [
    ("on 7th May we met", None, None, "7th May"),
    ("Tuesday 3 September", None, None, "Tuesday 3 September"),
    ("31 July", None, None, "31 July"),
    ("31st of July", None, None, "31st of July"),
    ("closing 3 may 2019", "2019-05-03", "day", "3 may 2019"),
    ("closing 3 july", None, None, "3 july"),
    ("July 31st", None, None, "July 31st"),
    (": 22/02", None, None, "22/02"),
    (": September", None, None, "September"),
    (": May/June.", None, None, "May/June"),
    ("will be held in September at Leeds", None, None, "September"),
    ("in the autumn", None, None, "autumn"),
    ("Friday 16th", None, None, "Friday 16th"),
    ("5pm on Friday", None, None, "5pm on Friday"),
    (": as soon as possible.", None, None, "as soon as possible"),
    ("to start as soon as vetted.", None, None, "as soon as vetted"),
    (": ASAP", None, None, "ASAP"),
    (": immediate", None, None, "immediate"),
    (": to be confirmed", None, None, "to be confirmed"),
    (": TBC", None, None, "TBC"),
    ("as soon as possible, in any case by 3 May 2019", "2019-05-03", "day", "3 May 2019"),
]
NO_DAY_OF_ANY_CALENDAR = [
    (f"Closing date: {words}", None, None, words)
    for words in (
        "31 April 2019", "31 February 2019", "29 February 2017", "12/13/2018", "32/1/2019", "0 May 2018", "45 May 2019",
    )
]  # fmt: skip
CASES = [
    *DAY_MONTH_YEAR, *SHORT_MONTHS, *WEEKDAYS, *MONTH_FIRST, *IN_NUMBERS, *TWO_DIGITS_OF_A_YEAR, *MONTHS_AND_YEARS,
    *RANGES, *WEEKS, *UNCERTAIN, *TIMES_OF_DAY, *WITHOUT_A_YEAR, *NO_DAY_OF_ANY_CALENDAR,
]  # fmt: skip


@pytest.mark.parametrize(("line", "day", "precision", "words"), CASES)
def test_date_is_read_with_its_precision_and_its_words(
    line: str, day: str | None, precision: str | None, words: str
) -> None:
    """Nothing is guessed, and nothing that the text says is lost: words that give no date are kept without one."""
    expected = PartialDate(
        datetime.date.fromisoformat(day) if day else None, Precision(precision) if precision else None, words
    )
    assert find_date(line) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "tomorrow", "yesterday", "next week", "Friday", "the 5th", "2018", "by telephone", "in the car park",
        "10:26", "at 10.30", "5pm", "12 noon", "24/7", "50/50", "9/11 and 7/7", "2018/19", "Report 2018/19", "1/2",
        "12 Mayors", "3 Marches", "3 Junes", "two Augusts", "Maybe", "10 may attend", "3 march past", "you may", "May I ask",
        "to march in 4 lines", "the end may be near", "we may 10 of us", "sat 3 rows back", "on May Day",
        "Section 3.4.18", "see para 3.4.18", "paragraph 12.10.15", "version 1.12.17", "v1.12.17", "PI 3.4.18", "§ 3.4.18",
        "3.4", "1.2.3", "3.14.15", "12.34.56", "1.2.3.4", "10.11.12.13", "99-99-99", "20-45-12",
        "0161 496 0123", "0161-496-0123", "07700 900123", "01632 960 012", "+44 20 7946 0958", "ext 2016",
        "£12.50", "£2016", "£20.11.12", "£3-5m", "$2000", "2000 members", "by 2000 members", "the 2016 intake", "Class of 2016",
        "the Equality Act 2010", "Offender Management Act 2007", "the 2003 Act", "Room 2016", "JTU27-2021", "Circular 12/2018",
        "Band 4", "37 hours", "3 days in each of 2 weeks", "as many as 10 or 12", "between 9 and 5", "Mr April Jones from May Smith",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    """Clocks, sections, telephones, money, laws, a word that begins or sounds as a month does, a year of something else."""
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("10th June 2019", "10th June 2019"),
        ("10th June 2019.", "10th June 2019"),
        ("Monday, 4 March 2019", "Monday, 4 March 2019"),
        ("12 noon on Friday 16 August", "12 noon on Friday 16 August"),
        ("midnight on Sunday 2nd June 2019.", "midnight on Sunday 2nd June 2019"),
        ("3 May 2019 (Friday)", "3 May 2019 (Friday)"),
        ("on or around 3rd September 2018", "on or around 3rd September 2018"),
        ("w/c 13 January 2020", "w/c 13 January 2020"),
        ("March 2018", "March 2018"),
        ("Winter 2016", "Winter 2016"),
        ("2016", "2016"),
        ("early November", "early November"),
    ],
)
def test_whole_line_is_a_date(line: str, words: str) -> None:
    found = whole_date(line)
    assert found is not None
    assert found.text == words


@pytest.mark.parametrize(
    "line",
    [
        "", "On 10th June 2019", "10th June 2019 was a Monday", "Report 2016", "September", "as soon as possible", "20160",
        "22 February 2016 at 08:11", "May 30, 2019 at 1:06 PM", "3 May 2019 at noon", "Saturday 21 April 2018, 10 am to 4 pm", "10 may", "12.13.14", "2016/17",
    ],
)  # fmt: skip
def test_whole_line_is_no_date(line: str) -> None:
    """More than a date, too little, or the time of a comment or an event."""
    assert whole_date(line) is None


class InGold(NamedTuple):
    """A date's words in the gold, the line in which they stand, from their label on, and what they give."""

    line: str
    words: str
    day: str | None
    precision: str | None


LABELS = {
    "issued_on": re.compile(""),
    "closes_on": re.compile("clos\\w+|apply", re.IGNORECASE),
    "interviews_on": re.compile("interviews?", re.IGNORECASE),
    "starts_on": re.compile("start|begin", re.IGNORECASE),
}


def _gold() -> dict[str, InGold]:
    found: dict[str, InGold] = {}
    for file in sorted(GOLD.glob("*.json")):
        labelled = json.loads(file.read_text(encoding="utf-8"))
        lines = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        passages = [*labelled.get("bulletins", ()), *labelled.get("job_adverts", ())]
        for place, passage in enumerate(passages):
            for name, label in LABELS.items():
                if words := passage.get(f"{name}_text"):
                    found[f"{file.stem} {place} {name}"] = InGold(
                        _from_label(lines, label, words), words, passage[name], passage[f"{name}_precision"]
                    )
    return found


def _from_label(lines: list[str], label: re.Pattern[str], words: str) -> str:
    for line in lines:
        match = label.search(line)
        if match is not None and words in line[match.end() :]:
            return line[match.end() :]
    raise AssertionError(words)


DATES_OF_GOLD = _gold()


@pytest.mark.parametrize("gold", DATES_OF_GOLD.values(), ids=DATES_OF_GOLD)
def test_date_of_gold_is_found_in_its_line(gold: InGold) -> None:
    """The very words that a person entered, with the same day and precision."""
    found = find_date(gold.line)
    assert found is not None
    assert (found.text, found.date and found.date.isoformat(), found.precision) == (
        gold.words,
        gold.day,
        gold.precision,
    )


@pytest.mark.parametrize(
    "words",
    [
        "3 and ", "1, ", "3rd, ", "w/c ", "12 noon ", "12 noon or ", "Monday ", "Mon-", " ", "May ", "may 3 ", "3 may, ",
        "early or ", "end of ", "in May/", "around the ", "between ", "Winter/", "1/", "1.", "1", "a", "the ", "2019 ",
    ],
)  # fmt: skip
def test_time_is_in_proportion_to_the_line(words: str) -> None:
    """No run of the beginnings of dates takes longer than its length asks for."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        find_date(words * (LONG // len(words)))
        whole_date(words * (LONG // len(words)))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize(
    "words",
    [
        *(f"{part} {year}" for year in ("2019", "'19") for part in (*MONTHS, "Spring", "Summer", "Autumn", "Winter", "Christmas", "Easter", "New Year")),
        *(f"{day} 3 May 2019" for day in ("Mon", "Tuesday", "Weds", "Thu", "Friday", "Sat", "Sunday", "w/c", "wk/c", "w.c.", "week of", "between")),
        *(f"{part} May 2019" for part in ("early", "mid", "late", "beginning of", "start of", "middle of", "end of", "first week of", "second half of", "third quarter of", "fourth quarter of", "last week of")),
        *(f"{word} 3 May 2019" for word in ("in or around", "on or after", "around", "about", "circa", "approximately", "approx.", "roughly", "c.")),
        *(f"{time} on 3 May 2019" for time in ("noon", "midday", "midnight", "close of play", "COB", "the end of the day", "end of day")),
    ],
)  # fmt: skip
def test_each_word_with_which_a_date_begins_is_part_of_it(words: str) -> None:
    """Dates are looked for only where one of them stands."""
    date = find_date(f"see {words}")
    assert date is not None and date.text == words and date.date is not None


def test_letters_that_only_count_as_others_do_no_harm() -> None:
    """A long s is an s where case is ignored."""
    date = find_date("5 \u017fep 2019")
    assert date is not None and date.date == datetime.date(2019, 9, 5)
