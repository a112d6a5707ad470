"""A busy thread: many replies, lists, markers' words in prose, removed and one-word comments."""

from datetime import datetime

from tests.blogger.authored.notation import paragraphs, removed, reply, thread, top
from tests.blogger.truth import Template, TruePage

BUSY = TruePage(
    name="the-open-plan",
    language="en",
    time_format="british",
    title="The Open Plan",
    published_at=datetime(2016, 3, 14, 6, 40),
    template=Template(blog="Notes from Pellmoor", owner="Hester Quill", has_sidebar=True, labels=("estates", "morale")),
    post=paragraphs("""
I promised last week that I would write up the visit to the new office at Brackwater, and here it is.

There are forty-one desks for sixty-three people, and the desks are not yours: you take what is free when you arrive, you clear it when you leave, and you carry your files in a plastic crate with a number on the lid. Mine is 27. The interview rooms have glass walls, and the glass has a pattern of leaves on it up to the height of a seated person, so that anybody who stands can see who is crying.

I asked the man from estates where a member of staff would take a telephone call about a child at risk. He said that there was a pod. I asked to see the pod. It is a chair with sides.

******

A colleague who has been at Brackwater since it opened sent me this, and has agreed that I may use it:

“By half past eight the desks by the window have gone. By nine people are working on their knees in the kitchen. Last Tuesday I did a pre-sentence report in the stairwell because it was the only place where nobody could read over my shoulder, and the light there goes out every four minutes unless you wave.”

I do not think that anyone set out to make it so. I think that somebody was asked to save £180,000 a year on rent, saved it, and has since moved on to another post. What I should like to know from readers is whether it is the same in other divisions, and whether anybody has managed to get anything changed.
"""),
    comments=thread(
        2016, 3,
        top("Anonymous", "14 07:02", """
Same at Tansley Quay. We lost the second floor in January and were told that it was an opportunity to collaborate.

What it means is that the duty officer sits next to the person on the telephone to victims, and both of them next to the photocopier, which has not been serviced since the contract changed hands and makes a noise like a goose.

I have worked in four offices in nineteen years and this is the first in which I have had to leave the building to think.
"""),
        reply("Marrow Lane", "14 07:31", "The goose made me laugh. Ours sounds like a lawnmower starting.", has_profile=True),
        reply("Anonymous", "14 08:15", """
Tansley Quay here too. You have forgotten the blinds.

They come down by themselves at eleven and nobody knows who to ring.
"""),
        top("Old Pellmoor hand", "14 07:48", """
Delete the word agile from every document that this employer has written and you would have a very short set of documents left.

I was at the consultation. There were three questions about desks on the form and eleven about the colour of the carpet.
"""),
        reply("Hester Quill", "14 12:20", "Eleven? I had heard nine.", has_profile=True),
        reply("Old Pellmoor hand", "14 12:44", "Eleven. I kept mine."),
        top("Anonymous", "14 08:30", """
What we managed to change at our place, for what it is worth:
1. Two rooms were taken out of the booking system and kept for telephone calls.
2. The lockers were moved out of the corridor after the fire officer saw them.
3. Case administrators have fixed desks again, since somebody finally counted how often they were interrupted.
4. Nothing else.
It took the branch fourteen months and a grievance, but it can be done.
"""),
        reply("Brackwater 7", "14 09:05", """
Thank you for this, it is the first good news that I have read here since Christmas.

Which division was it? We have a meeting with estates on 4 April and I would like to be able to say that it has been done somewhere else.
"""),
        reply("Anonymous", "14 09:40", "South coast. Ask your branch chair to write to mine, we have all the papers."),
        reply("Brackwater 7", "14 09:52", "Will do."),
        removed("Anonymous", "14 10:05"),
        top("Tom of the Annexe", "14 10:26", """
I am going to be unpopular, but I like it. I am a trainee, I learn more from sitting between two experienced officers than I ever did from the modules, and when I was at my last office nobody spoke to me before noon.

That said, the glass rooms are a disgrace.
"""),
        reply("Anonymous", "14 10:51", "Not unpopular with me. You are right on both counts."),
        reply("Marrow Lane", "14 11:17", """
You are right about the learning and I am glad of it. But ask yourself who is teaching you: two people who are not doing their own work while they do, and whose figures say so.

That used to be allowed for. It was called a practice development allowance, it was four hours a week, and it went in 2014.
"""),
        reply("Tom of the Annexe", "14 13:08", "I did not know that. Thank you for the four hours a week that you are not given."),
        top("Anonymous", "14 11:02", """
Reply to 10:26: wait until you have sixty cases of your own and see how much you like it then.
"""),
        top("PO, north of here", "14 12:33", """
Reading this on my lunch break, which I am taking in my car.

- No room to eat in, because food smells.
- No room to talk in, because rooms are booked through a portal that shuts at six the night before.
- No room to write in, see above.

Some of this is plain illegal, by the way. The regulations of 1992 say eleven cubic metres for each person. Has anybody measured?
"""),
        reply("Anonymous", "14 13:40", "Measured ours: 8.6. Sent it to the branch, to health and safety and to my MP."),
        reply("Anonymous", "14 15:12", """
Well?
"""),
        reply("Anonymous", "14 18:00", """
From the branch a form, from health and safety a link to the form, from my MP a very nice letter about the importance of rehabilitation.
"""),
        top("Nan Tetley", "14 14:19", "No"),
        top("Anonymous", "14 19:45", """
I left in October after twenty-two years. I now work in a builders' merchant's, in an office with a door.

I miss the people. I do not miss asking a man about the worst night of his life while somebody behind the leaves eats a salad.
"""),
        reply("Hester Quill", "14 20:10", "I am sorry that we lost you, and I am glad about the door.", has_profile=True),
        top("Anonymous", "15 06:55", """
Replies like the one from your MP are written by a researcher of twenty-three who has been given the heading Prisons. Ring the constituency office instead and ask for an appointment, they have to give you one.
"""),
        top("Crate 27 😀", "16 21:30", """
Somebody has put a plant in my crate.

£180,000 well spent 👏
"""),
    ),
)  # fmt: skip
