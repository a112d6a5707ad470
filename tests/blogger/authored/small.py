"""Threads without replies, of one comment, of none; links; a page of the older template."""

from datetime import datetime

from tests.blogger.authored.notation import paragraphs, removed, reply, thread, top
from tests.blogger.truth import Template, TruePage

LINKS = TruePage(
    name="what-the-inspector-saw",
    language="en",
    time_format="american",
    title="What the Inspector Saw",
    published_at=datetime(2019, 5, 28, 9, 15),
    template=Template(blog="Notes from Pellmoor", owner="Hester Quill", labels=("inspection",)),
    post=paragraphs("""
The report on the Wharfside area came out this morning, and for once it is worth reading all the way to the annexes.

It says what has been said in this place for three years: that too many people were supervised by telephone, that nobody could show the inspectors a plan for one case in four, and that the staff were working hard in a system which worked against them. It also says, on page 31, that the inspectors met a group of officers who had drawn up their own register of cases that worried them, on paper, because the electronic one would not take free text.

I know two of those officers. They were told last year to stop. They did not stop, and the inspectors have now called it an example of good practice. I hope that whoever told them to stop will find the time to read page 31 aloud to them.

The rating for the area as a whole is what you would expect. The owners say that they are disappointed, that most of the findings are historic and that a plan is in place.
"""),
    comments=thread(
        2019, 5,
        top("Anonymous", "28 10:02", "The report is at https://inspection.example/reports/wharfside-2019?annexes=all and the annexes have a file of their own, which the press office did not put on the front page."),
        top("Delia Marsh2", "28 10:30", """
For those who have not the time, the numbers:

1. 312 cases read, 74 without a plan.
2. 61 officers interviewed, 58 of whom said that their workload was not manageable.
3. One area director, who was on leave.

I make that a fail in anybody's book, and I used to write these things.
"""),
        reply("Anonymous", "28 11:05", "On leave!"),
        reply("Old Hand", "28 11:20", """
You will find that the director has been on leave at each of the last three.

See http://www.pellmoor-argus.example/news/2017/leave.html for the first time.
"""),
        top("Anonymous", "28 13:06", "I was one of the 61. They were kind, they listened, and it took them two days to find out what we have been writing in supervision notes since the split."),
        top("Anonymous", "29 08:44", """
Historic means: it happened before the press release.

I have been doing this since 1987 and every finding that I have ever seen was historic by lunchtime.
"""),
        reply("Delia Marsh2", "29 09:10", "That one is going above my desk."),
        top("A. Nettleship (SPO)", "30 13:06", "Page 31 is us. We are still using paper.", has_profile=True),
    ),
)  # fmt: skip

NO_REPLIES = TruePage(
    name="a-year-without-a-caretaker",
    language="en",
    time_format="british",
    title="A Year without a Caretaker",
    published_at=datetime(2014, 11, 3, 18, 5),
    template=Template(blog="The Back Stairs", owner="Wilf Garrity", has_sidebar=True, has_backlinks=True),
    post=paragraphs("""
It is a year today since Mr Oddie retired, and he has not been replaced.

He opened the building at seven and shut it at half past six. In between he mended what was broken, knew which of the men in the waiting room had not eaten, and once talked a lad down from the flat roof with a bag of chips.
None of this was in his job description, which said that he was responsible for the boiler.

When he left we were told that facilities would be delivered by a regional hub. The hub has a telephone number, and the number has a menu. I rang it in February about the door and was given a reference. I rang in June about the reference. In September two men came and took the door away.

If you worked with him, or with somebody like him, tell us about it below. I am collecting these for the leaflet that we shall hand round at the branch meeting on the 26th, and I will leave out all names unless you ask me not to.
"""),
    comments=thread(
        2014, 11,
        top("Anonymous", "3 18:40", """
He lent me his own coat in the winter of 2010, when I had to go out to a home visit and had come without.

He never asked for it back. I gave it to his wife at the funeral of my predecessor, and she said: so that is where it went.
"""),
        top("Wharfside PSO", "3 19:12", "Our Mrs Pell did the same job at the hostel for thirty years. They replaced her with a keypad."),
        top("Anonymous", "3 20:01", "Time."),
        top("Anonymous", "3 20:33", """
1. Keypad: £4,200.
2. Call-outs for the keypad in its first year: £3,150.
3. Mrs Pell, for comparison: £11,800, and she made the tea.
"""),
        top("Len 14", "4 07:20", """
Deleted, I gather, from the establishment figures in the same week as the two receptionists and the man who did the post. Four posts, no announcement, and a slide at the away day that said Streamlined.

I asked what had been streamlined. Nobody knew.
I ask again here.
"""),
        top("Anonymous", "4 08:02", """
No comments from management on any of this, I notice, though we know that they read it.
"""),
        top("Ivy Lockett", "4 12:45", """
“He was the only one there who ever knew my name without looking at a screen.”

That is what a woman whom I supervised for two years told me about the caretaker at our place, on her last day.
So: not about me.
""", has_profile=True),
        top("Anonymous", "5 22:17", "Shame on them!"),
        top("Anonymous", "6 06:50", "Shame on them!"),
    ),
)  # fmt: skip

ONE_COMMENT = TruePage(
    name="the-last-day-of-the-old-badge",
    language="en",
    time_format="british",
    title="The Last Day of the Old Badge",
    published_at=datetime(2014, 5, 30, 17, 30),
    template=Template(blog="The Back Stairs", owner="Wilf Garrity", has_share_links=False),
    post=paragraphs("""
At five o'clock this afternoon forty of us handed in our badges in the car park at Pellmoor.

There was no ceremony, since none had been allowed for. A young woman from human resources stood by the bins with a shoe box and a list. When she had ticked off the last of us she asked whether she ought to say something, and somebody at the back said that she might say thank you, and she did, and I believe that she meant it.

On Monday twenty-three of us will work for one organisation and seventeen for another, in the same building, on either side of a corridor. The printer is on the wrong side of the corridor. I have been told that a protocol is being drafted for the printer.

I joined in 1981, when the badge was a card with a stamp on it and the stamp was crooked. I did not think that I should mind about a badge.
"""),
    comments=thread(
        2014, 5,
        top("Anonymous", "30 21:15", """
I was the young woman with the shoe box. I did mean it.

It was my third week, and nobody had told me what to say.
"""),
    ),
)  # fmt: skip

NO_COMMENTS = TruePage(
    name="branch-meeting-moved",
    language="en",
    time_format="british",
    title="Branch Meeting: Change of Room",
    published_at=datetime(2015, 9, 8, 7, 55),
    template=Template(blog="The Back Stairs", owner="Wilf Garrity", labels=("branch",)),
    post=paragraphs("""
A short one, for members in the Pellmoor and Tansley Quay area only, and with apologies to everybody else.

The meeting on Thursday has been moved from the conference room, which is now a store for crates, to the upstairs room at the Fleece in Wool Street. It begins at six as before. There is a ramp at the back, off the yard, and the landlord has promised that the juke box will be switched off until we have finished.

On the agenda are the workload survey, to which 118 of you replied, the car park, and the election of a health and safety representative, since Norma has served for nine years and has asked twice now whether anyone else would like a turn.

Please bring the survey's second page if you still have it. We printed too few.
"""),
    comments=(),
)  # fmt: skip

OLDER = TruePage(
    name="targets-again",
    language="en",
    time_format="british",
    title="Targets, Again",
    published_at=datetime(2013, 2, 11, 20, 45),
    is_nested=False,
    template=Template(blog="Wool Street Diary", owner="Odette Farrow", has_sidebar=True, labels=("targets",)),
    post=paragraphs("""
We have been told to improve the figure for first appointments within five days, and I want to set down how it was improved.

Until December an appointment counted when the person came. From January it counts when the letter is sent. The figure went from 71% to 98% over a weekend, the director has sent round a cake, and the number of people who come through the door within five days is just what it was.

I do not blame the person who thought of it. If you are measured by the letter you will post letters. What troubles me is how few of my colleagues found it odd, and how soon I stopped finding it odd myself. I had eaten a slice of the cake before I thought about it.

So I have gone back to keeping my own count, in pencil, in the back of the diary. Eleven of sixteen last month. It is not 98%, but I could tell you the name of each of the five.
"""),
    comments=thread(
        2013, 2,
        top("Anonymous", "11 21:10", """
We have the same cake.

Ours had 100 written on it in icing, which is more than the figure, but nobody had told the baker.
"""),
        top("Fennel", "11 21:44", "Pencil is the only honest system that I have ever used.", has_profile=True),
        removed("Anonymous", "11 22:03"),
        top("Marsh End 3", "12 06:30", """
It was the same with breach in 2008. Three rules, if you ever have to design one of these:
- do not count what is easy to count
- do not let those who are counted do the counting
- do not ever give out cake
I was in the performance unit at the time and put this to them in those words.
"""),
        top("Anonymous", "12 08:15", "Agreed."),
        top("Anonymous", "12 12:00", """
Reply came there none, I suppose?

I once wrote to the board about the completion figures, with a table, and got a calendar.
"""),
        top("Odette Farrow", "12 19:20", "A calendar!", has_profile=True),
        top("PO, retired", "13 10:26", """
The best target that I was ever set was by my first senior, in 1979. He said: know where they all are on a Friday night.

12 February 1979, it was. I wrote it in pencil too.
"""),
    ),
)  # fmt: skip
