"""Posts that pass on a bulletin and a job advert, with short threads."""

from datetime import datetime

from tests.blogger.authored.notation import paragraphs, removed, reply, thread, top
from tests.blogger.truth import Template, TruePage

BULLETIN = TruePage(
    name="bulletin-on-the-car-allowance",
    language="en",
    time_format="british",
    title="Bulletin on the Car Allowance",
    published_at=datetime(2017, 10, 5, 8, 20),
    template=Template(blog="Notes from Pellmoor", owner="Hester Quill", has_sidebar=True, labels=("Napo", "UNISON", "pay")),
    post=paragraphs("""
It has been a long time coming, and I have not changed a word of it.

For those outside: the allowance is what an officer is paid for using her own car to visit people at home. It was frozen in 2012, and the employer has now proposed to do away with it altogether and to have us book a pool car, of which Pellmoor has one. Thanks to the reader for sharing this:-

--oo00oo--

4 October 2017

Joint Unions Reject the Car Allowance Offer

Members are asked to read this bulletin with care. Napo and UNISON met the employer on 28 September for the fourth time since the spring.

The Offer

The employer proposes to end the essential user allowance on 31 March and to pay nothing in its place. Napo and UNISON have told the employer that the offer is not one which can be put to members.

What Members Should Do

Members should not sign any new form about the use of their cars before they have spoken to their branch. Those who have been told that the form is compulsory should ask for that in writing.

A further meeting has been arranged for 26 October. We will write to our members again when it is over.

Verity Plumtree General Secretary Napo
Douglas Inskip Regional Organiser UNISON

--oo00oo--

So there it is. I am on the rota for the pool car in the second week of November, from two until half past three.
"""),
    bulletins=(
        {
            "in_comment": None,
            "kind": "joint_bulletin",
            "title": "Joint Unions Reject the Car Allowance Offer",
            "reference": None,
            "issued_on": "2017-10-04",
            "issued_precision": "day",
            "issuers": ["Napo", "UNISON"],
            "signatories": [["Verity Plumtree", "General Secretary", "Napo"], ["Douglas Inskip", "Regional Organiser", "UNISON"]],
            "starts": "4 October 2017",
            "ends": "Douglas Inskip Regional Organiser UNISON",
        },
    ),
    comments=thread(
        2017, 10,
        top("Anonymous", "5 08:51", """
My farthest visit is forty-four miles there and back, with no bus after four. I shall do it on a Sunday, I suppose, on my bicycle.

Has anybody costed what happens when we all simply stop? I make about six visits a week and I am told that the average is five. Without the car it is one.
"""),
        reply("Pool Car", "5 09:14", "I am a 2009 hatchback and I have feelings."),
        reply("Anonymous", "5 09:30", "😂"),
        removed("Tansley Sue", "5 09:48"),
        reply("Tansley Sue", "5 09:55", "Sorry, that was the wrong figure. It is 45p a mile for the first 10,000 miles and 25p from there on.", has_profile=True),
        top("Anonymous", "5 10:40", """
Comments like the one at 08:51 are the whole argument, and I hope that somebody at the table has read it out.

Delete six, insert one: that is the saving.
"""),
        top("Wool Street 9", "5 13:02", """
I asked my manager for it in writing, as the bulletin says.

She was very decent about it, went away, and came back to say that it was not compulsory but that it was expected.
I asked for that in writing.
"""),
        reply("Anonymous", "5 13:36", "And?"),
        reply("Wool Street 9", "5 17:25", "I am to have a conversation."),
        top("Anonymous", "6 07:15", "Load more... on to the ones who are still here, it is what they always do."),
    ),
)  # fmt: skip

ADVERT = TruePage(
    name="somebody-to-count-the-chairs",
    language="en",
    time_format="american",
    title="Somebody to Count the Chairs",
    published_at=datetime(2018, 1, 16, 7, 10),
    template=Template(blog="Wool Street Diary", owner="Odette Farrow", has_reply_boxes=False),
    post=paragraphs("""
There is no money, as we are told at every team meeting, and I have no reason to doubt it.

I was therefore interested to see what follows. I do not know who will apply, and I wish them well. I only note that it is two and a half times what a newly qualified officer was paid last year at the same address, and that the person will have a room. This advert appeared in the Pellmoor Argus last week:-

******

Workspace Optimisation Manager

Salary: £41,500 to £48,250 per annum

Wharfside Rehabilitation is looking for a Workspace Optimisation Manager, based in Tansley Quay. The successful candidate will start on or around 2 April 2018.

You will lead on the utilisation of desks, seating and shared space in nine locations, and will report to the Head of Change. A driving licence is essential, since the post attracts an allowance for the use of your own car.

Closing date: 9 February 2018
Interviews: 26 February 2018

******

I have counted ours. There are fifty-two, of which six are broken. I make no charge.
"""),
    job_adverts=(
        {
            "job_title": "Workspace Optimisation Manager",
            "employer": "Wharfside Rehabilitation",
            "location": "Tansley Quay",
            "salary_min": 41500,
            "salary_max": 48250,
            "salary_currency": "GBP",
            "salary_period": "year",
            "salary_text": "£41,500 to £48,250 per annum",
            "starts_on": "2018-04-02",
            "starts_on_precision": "approximate",
            "closes_on": "2018-02-09",
            "closes_on_precision": "day",
            "interviews_on": "2018-02-26",
            "interviews_on_precision": "day",
            "published_in": "Pellmoor Argus",
            "copies": 1,
            "starts": "Workspace Optimisation Manager",
            "ends": "Interviews: 26 February 2018",
        },
    ),
    comments=thread(
        2018, 1,
        top("Anonymous", "16 07:45", "Essential user allowance for the person who counts chairs. You could not make it up."),
        top("Fennel", "16 08:12", """
I have half a mind to apply.

- I can count.
- I can sit.
- I have a licence.
""", has_profile=True),
        reply("Anonymous", "16 08:30", "You are over-qualified, you have done it for nothing for years."),
        top("Anonymous", "16 09:01", "Essential user allowance for the person who counts chairs. You could not make it up."),
        top("X", "16 12:22", """
£41,500.

I started on £19,107 with sixty cases and no chair 🙄
"""),
    ),
)  # fmt: skip
