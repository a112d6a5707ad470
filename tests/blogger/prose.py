"""Made-up sentences, by language, and the names of those who write them. No text here is from any blog."""

from collections.abc import Sequence
from random import Random

_WHO = (
    "the caretaker", "our area manager", "a trainee from Saltreach", "the new director", "my old supervisor",
    "somebody in estates", "the woman on reception", "Bernadette", "the Elderby team", "half the hostel staff",
    "the minister", "a temp from the agency", "Napo", "UNISON", "my branch secretary",
)  # fmt: skip
_THING = (
    "the kettle", "the rota", "the touch screen", "the risk tool", "the lift", "the annexe", "the caseload figure",
    "the pay offer", "the stationery order", "the duty desk", "the car allowance", "the minibus", "the cupboard key",
    "the workload measure", "the interview room",
)  # fmt: skip
_PLACE = (
    "in Elderby Cross", "at the depot", "on the second floor", "in the car park", "in every office I know",
    "in Marsh Norton", "at the hostel", "in the court team", "up in Stourbeck", "behind the filing room",
)  # fmt: skip
_WHEN = (
    "since Christmas", "last Tuesday", "for the third year running", "before the split", "at ten past nine",
    "in 1994", "on a Friday afternoon", "until further notice", "by the end of the month", "within the week",
)  # fmt: skip
_FRAMES = (
    "I have asked {who} about {thing} {when}, and nobody {place} will say a word.",
    "{Who} told us {when} that {thing} was safe, which is how I knew it was not.",
    "What strikes me is that {thing} {place} has not worked {when}.",
    "There is no money for {thing}, yet there was £{pounds} for a logo.",
    "We had {thing} {place}; it was taken away {when} and replaced by a form.",
    "Nobody joined to fill in forms about {thing}.",
    "You can't manage {cases} cases {place} and keep an eye on {thing} as well.",
    "{Who} and {who} met {when} to discuss {thing}.",
    "I don't blame {who}; I blame whoever bought {thing}.",
    "Has anybody else been told to bring their own chair {place}?",
    "It was {who} who said it first: look after {thing} and the rest will follow.",
    "As for {thing}, I wouldn't hold your breath.",
    "They promised {percent}% and a review of {thing}; we got the review.",
    "My line manager thinks that {thing} is a state of mind.",
    "Ask them {place} what became of {thing} and you get a leaflet.",
    "If {who} reads this: we are still waiting for {thing} {place}.",
    "I left {when} and have slept well ever since.",
    "Supervision used to be about people; now it is about {thing}.",
    "Good luck to {who}, who will need it {place}.",
    "Thirty of us stood {place} {when} and sang, badly.",
)

SHORT = (
    "Agreed.", "No", "Time.", "Well said", "Shame on them!", "😂😂😂", "👏", "Why?", "£27,000 and not a penny more", "Exactly!!",
    "10:26", "+1", "Hear hear", "Nonsense.", "And?", "Thank you", "🙄", "Who knew", "LOL", "…",
)  # fmt: skip

TELLING = (
    "Delete my account and be done with it.",
    "Deleted, every one of them, on a Friday night.",
    "Deletes nothing, this new system, and finds nothing either.",
    "Delete this if you must, but it is true.",
    "Deletion of records is a disciplinary matter, or was.",
    "Reply to 10:26: I could not agree less.",
    "Reply came there none.",
    "Replying to the comment above, yes, I was there.",
    "Replies were few, and late.",
    "Replies to my letter: nought.",
    "Comments like these do nobody any good.",
    "3 comments are quite enough on that subject.",
    "No comments from the minister, I notice.",
    "Add comment, they say, as if it helped.",
    "Load more... on to the same few people, that is their plan.",
    "Anonymous at 10:26 has put it better than I could.",
    "Anonymous 22 February 2016 was my favourite so far.",
    "Home is where the laptop is, apparently.",
    "To 21:15: so you say.",
    "said nobody, ever...",
    "Posted by second-class mail, as everything here is.",
    "1984 was meant as a warning.",
    "10. Downing Street has not replied either.",
    "- and so it goes on, and on.",
    "* footnote: it was never mended.",
    "#justsaying",
    "> as somebody wrote above",
    "I pressed Reply, then Delete, and then went home.",
    "He hit Delete",
    "2 things to say about that",
    "Dear Colleague, as my letter began, and there it stopped.",
    "Salary: I shall believe it when I see it.",
    "no capital letters and no full stop",
    "The branch meets on 3 March 2016 at 10:30",
    "To Anonymous 22 February 2016 at 08:11",
    "I wrote this at 09:15",
    "e.g. the kettle",
    "etc",
)
"""Lines that have confused readers of threads, or may."""

INNER_LINES = (
    "22 February 2016",
    "12th March 2018",
    "Monday, 4 March 2019",
    "May 30, 2019",
    "30/12/14",
    "10:26",
    "*****",
    "-----",
    "--oo00oo--",
    "1.",
    "42",
    "Best wishes",
    "Yours in despair",
    "Discuss.",
)
"""Lines that stand alone inside comments: dates, times, rules, numbers."""

SIGNATURES = (
    "Jim",
    "Nettie C.",
    "An old hand",
    "Getafix",
    "Ex-PO, Saltreach",
    "Yours, Dennis Arkwright",
    "A. N. Other (SPO, retired)",
)

ANONYMOUS_SHARE = 0.6
AUTHORS = (
    "Jim Brown22", "Getafix 2", "Nettie Crowe", "Ivo Penhale", "Old Hand", "X", "J", "😀", "Probation99", "PO 7",
    "Ex-PO", "mary.o'hara", "Dennis A.", "Kit & Co", "Piers Ashdown", "the_caretaker", "Ünal", "Anon", "Anonymous2",
    "SPO1994", "Marian Tolley", "unknown", "Unknown", "Bernadette 🐝", "A. N. Other", "netnipper_x", "Tess of the Depot",
    "J.B. (NW)", "2 cents", "10 Green Bottles",
)  # fmt: skip

TITLES = (
    "Who Has the Kettle?", "What Became of the Annexe", "The Lift Goes Up", "Fight or File", "A Word About Chairs",
    "Pay: The Latest", "Guest Blog 41", "Small Mercies", "On the Rota", "Ten Years On", "Is Anybody There?",
    "Notes from a Depot", "The Trouble with Tools", "An Unwelcome Anniversary", "Latest from Elderby (2)",
)  # fmt: skip

LABELS = ("kettles", "morale", "Napo", "pay", "estates", "the annexe", "UNISON")

ABROAD: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "es": (
        ("Nadie sabe dónde está la tetera.", "El ascensor sigue averiado desde marzo.", "Me lo contó el conserje del turno de noche."),
        ("Eliminaron mi mensaje sin avisar.", "Responder a eso es perder el tiempo.", "Respuestas hay pocas.", "Responderé mañana."),
    ),
    "es-419": (
        ("Nadie sabe dónde quedó la tetera.", "El elevador no sirve desde marzo.", "Me lo platicó el conserje de la noche."),
        ("Borraron mi mensaje sin avisar.", "Responder a eso es perder el tiempo.", "Respuestas hay pocas.", "Borrar todo, dicen."),
    ),
    "pt-BR": (
        ("Ninguém sabe onde está a chaleira.", "O elevador está quebrado desde março.", "Quem me contou foi o zelador da noite."),
        ("Excluíram minha mensagem sem avisar.", "Responder a isso é perder tempo.", "Respostas são poucas.", "Excluir tudo, dizem."),
    ),
    "pt": (
        ("Ninguém sabe onde está a chaleira.", "O elevador está avariado desde março.", "Quem me contou foi o porteiro da noite."),
        ("Eliminaram a minha mensagem sem avisar.", "Responder a isso é perder tempo.", "Respostas há poucas.", "Eliminar tudo, dizem."),
    ),
    "fr": (
        ("Personne ne sait où est passée la bouilloire.", "L'ascenseur est en panne depuis mars.", "C'est le gardien de nuit qui me l'a dit."),
        ("Supprimer mon compte ? Jamais.", "Supprimé sans un mot.", "Répondre à cela, c'est perdre son temps.", "Réponses : aucune."),
    ),
    "de": (
        ("Niemand weiß, wo der Wasserkocher geblieben ist.", "Der Aufzug steht seit März.", "Das hat mir der Hausmeister erzählt."),
        ("Löschen hilft hier nicht weiter.", "Löschung beantragt, nichts geschehen.", "Antworten habe ich keine bekommen.", "Antworten Sie bitte bald."),
    ),
    "it": (
        ("Nessuno sa dove sia finito il bollitore.", "L'ascensore è fermo da marzo.", "Me lo ha detto il custode di notte."),
        ("Eliminare tutto, dicono.", "Elimina il problema alla radice.", "Rispondi quando puoi.", "Risposte poche."),
    ),
    "nl": (
        ("Niemand weet waar de waterkoker is gebleven.", "De lift staat al sinds maart stil.", "Dat vertelde de nachtportier mij."),
        ("Verwijderen helpt hier niet.", "Verwijderd zonder een woord.", "Beantwoorden doet niemand.", "Reacties zijn er weinig."),
    ),
}  # fmt: skip
"""By language: sentences, and beginnings that look like its marker words."""


def sentence(random: Random, language: str = "en") -> str:
    """One sentence."""
    if language != "en":
        return random.choice(ABROAD[language][0])
    who, when = random.choice(_WHO), random.choice(_WHEN)
    return random.choice(_FRAMES).format(
        who=random.choice(_WHO),
        Who=who[0].upper() + who[1:],
        thing=random.choice(_THING),
        place=random.choice(_PLACE),
        when=when,
        pounds=f"{random.randint(2, 90)},{random.randint(0, 9)}00",
        cases=random.randint(40, 95),
        percent=random.randint(1, 9),
    )


def prose(random: Random, least: int, most: int, language: str = "en") -> str:
    """A paragraph of some sentences."""
    return " ".join(sentence(random, language) for _ in range(random.randint(least, most)))


def telling(language: str) -> Sequence[str]:
    """Lines of this language that have confused readers of threads, or may."""
    return TELLING if language == "en" else ABROAD[language][1]
