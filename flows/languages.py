"""Languages of the comment form: the words that Blogger writes around comments. A language is a row."""

from typing import NamedTuple


class Language(NamedTuple):
    """The interface of one language. Each word is a whole line of its own unless an extractor glued it."""

    code: str
    """Language tag; ``419`` is Latin America."""
    reply: str
    delete: str
    not_after_delete: str
    """Endings that make the delete word another word of prose at the start of a line (a pattern)."""
    replies: str
    others: tuple[str, ...]
    """Words at the end of a thread."""
    comments: str
    """Pattern of the noun in a line that counts the comments."""
    no_comments: str
    """Pattern of the words in place of a count of none."""
    said: str
    """Pattern of what follows the author's name in a thread that is not nested."""
    removed: str
    """Pattern of the notice that stands in place of a removed comment."""
    months: str
    """The twelve months, in order; beside a name, after a slash, what it is shortened to where not to three letters."""
    weekdays: str
    day_first: bool | None
    """Whether the day stands before the month in dates written in numbers; None where countries differ."""
    seen: tuple[str, ...]
    """Words of the row that were seen in real text; the others are as Blogger's translations have them."""


_NOT_AFTER_ELIMINAR = r"l[aeo]s?|se|me|te|[nv]os|on|emos|án|á|ás|é|ía|ías|ían|íamos|am|ei|ão|ia|iam|íamos|mos"
"""In Spanish and in Portuguese, whose rows no page of the trafilatura family tells apart."""

LANGUAGES = (
    Language(
        code="en",
        reply="Reply",
        delete="Delete",
        not_after_delete=r"d|s|r|rs|rious|riously",
        replies="Replies",
        others=("Add comment", "Load more..."),
        comments=r"comments?",
        no_comments=r"No comments",
        said=r"said(?:\.\.\.|…)",
        removed=r"This (?:comment|post) has been removed by (?:the author|a blog administrator)\.?",
        months="January February March April May June July August September/Sept October November December",
        weekdays="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        day_first=None,
        seen=("ReplyDelete", "Replies", "Add comment", "Load more...", "34 comments:"),
    ),
    Language(
        code="es",
        reply="Responder",
        delete="Eliminar",
        not_after_delete=_NOT_AFTER_ELIMINAR,
        replies="Respuestas",
        others=("Añadir comentario", "Cargar más..."),
        comments=r"comentarios?",
        no_comments=r"No hay comentarios",
        said=r"dijo(?:\.\.\.|…)",
        removed=r"(?:Este comentario ha sido eliminado por (?:el autor|un administrador del blog)|(?:El autor|Un administrador del blog) ha eliminado (?:este comentario|esta entrada))\.?",
        months="enero febrero marzo abril mayo junio julio agosto septiembre/sept octubre noviembre diciembre",
        weekdays="lunes martes miércoles jueves viernes sábado domingo",
        day_first=True,
        seen=("1 comentario:", "No hay comentarios:"),
    ),
    Language(
        code="es-419",
        reply="Responder",
        delete="Borrar",
        not_after_delete=r"l[aeo]s?|se|me|te|[nv]os|on|emos|án|á|ás|é|ía|ías|ían|íamos",
        replies="Respuestas",
        others=("Agregar comentario", "Agregar un comentario", "Cargar más..."),
        comments=r"comentarios?",
        no_comments=r"No hay comentarios|No hay comentarios\.",
        said=r"dijo(?:\.\.\.|…)",
        removed=r"(?:Este comentario (?:ha sido|fue) eliminado por (?:el autor|un administrador del blog)|(?:El autor|Un administrador del blog) ha eliminado (?:este comentario|esta entrada))\.?",
        months="enero febrero marzo abril mayo junio julio agosto setiembre/set octubre noviembre diciembre",
        weekdays="lunes martes miércoles jueves viernes sábado domingo",
        day_first=True,
        seen=("ResponderBorrar",),
    ),
    Language(
        code="pt-BR",
        reply="Responder",
        delete="Excluir",
        not_after_delete=r"am|emos|ei|á|ão|ia|iam|íamos|mos|se|me|lo|la",
        replies="Respostas",
        others=("Adicionar comentário", "Carregar mais..."),
        comments=r"comentários?",
        no_comments=r"Nenhum comentário",
        said=r"disse(?:\.\.\.|…)",
        removed=r"Este comentário foi removido (?:pelo autor|por um administrador do blog)\.?",
        months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        weekdays="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        day_first=True,
        seen=(),
    ),
    Language(
        code="pt",
        reply="Responder",
        delete="Eliminar",
        not_after_delete=_NOT_AFTER_ELIMINAR,
        replies="Respostas",
        others=("Adicionar comentário", "Carregar mais..."),
        comments=r"comentários?",
        no_comments=r"Sem comentários",
        said=r"disse(?:\.\.\.|…)",
        removed=r"Este comentário foi removido (?:pelo autor|por um administrador do blogue?)\.?",
        months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        weekdays="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        day_first=True,
        seen=(),
    ),
    Language(
        code="fr",
        reply="Répondre",
        delete="Supprimer",
        not_after_delete=r"a|ai|as|ez|ons|ont|ait|aient|ais|ions|iez|as-tu",
        replies="Réponses",
        others=("Ajouter un commentaire", "Charger la suite..."),
        comments=r"commentaires?",
        no_comments=r"Aucun commentaire",
        said=r"a dit(?:\.\.\.|…)",
        removed=r"Ce commentaire a été supprimé par (?:l['’]auteur|un administrateur du blog)\.?",
        months="janvier/janv février/févr mars/mars avril/avr mai juin/juin juillet/juil août/août septembre/sept octobre novembre décembre",
        weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche",
        day_first=True,
        seen=(),
    ),
    Language(
        code="de",
        reply="Antworten",
        delete="Löschen",
        not_after_delete=r"d|de|den|der|des|s",
        replies="Antworten",
        others=("Kommentar hinzufügen", "Mehr anzeigen", "Weitere laden..."),
        comments=r"Kommentare?",
        no_comments=r"Keine Kommentare",
        said=r"hat gesagt(?:\.\.\.|…)",
        removed=r"Dieser Kommentar wurde (?:vom Autor|von einem Blog-Administrator) entfernt\.?",
        months="Januar/Jän Februar März/Mär April Mai Juni Juli August September/Sept Oktober November Dezember",
        weekdays="Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag",
        day_first=True,
        seen=("1 Kommentar:", "hat gesagt…"),
    ),
    Language(
        code="it",
        reply="Rispondi",
        delete="Elimina",
        not_after_delete=r"re|ta|te|ti|to|no|ndo|va|vano|zione|zioni|rono|tore|toria|r[lmsntv]\w+",
        replies="Risposte",
        others=("Aggiungi commento", "Carica altro..."),
        comments=r"comment[oi]",
        no_comments=r"Nessun commento",
        said=r"ha detto(?:\.\.\.|…)",
        removed=r"Questo commento è stato eliminato (?:dall['’]autore|da un amministratore del blog)\.?",
        months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre/sett ottobre novembre dicembre",
        weekdays="lunedì martedì mercoledì giovedì venerdì sabato domenica",
        day_first=True,
        seen=(),
    ),
    Language(
        code="nl",
        reply="Beantwoorden",
        delete="Verwijderen",
        not_after_delete=r"d|de|s",
        replies="Reacties",
        others=("Reactie toevoegen", "Meer laden..."),
        comments=r"(?:opmerking(?:en)?|reacties?)",
        no_comments=r"Geen (?:opmerkingen|reacties)",
        said=r"zei(?:\.\.\.|…)",
        removed=r"Deze reactie is verwijderd door (?:de auteur|een blogbeheerder)\.?",
        months="januari februari maart/mrt april mei juni juli augustus september/sept oktober november december",
        weekdays="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        day_first=True,
        seen=(),
    ),
)
"""English first: of languages that a page shows as much of, the first is taken."""
