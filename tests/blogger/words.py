"""The interface words of Blogger, by language: a language is a row.

English and Spanish (``Eliminar``) are as in sources of real pages; of Dutch ``zei…``, the notice of an administrator and
``Een reactie posten`` were seen. The rest is as Blogger's translations are known to have it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a blog's template says around posts and comments, in one language."""

    reply: str
    delete: str
    replies: str
    no_comments: str
    one_comment: str
    comments: str
    """With ``{}`` for the number."""
    add_comment: str
    load_more: str
    said: str
    removed_by_author: str
    removed_by_administrator: str
    anonymous: str
    post_a_comment: str
    posted_by: str
    at: str
    """Before the time in the byline of a post."""
    newer_post: str
    older_post: str
    home: str
    subscribe: str
    post_comments: str

    def count(self, comments: int) -> str:
        """The line above a thread."""
        if comments == 0:
            return f"{self.no_comments}:"
        return f"{self.one_comment if comments == 1 else self.comments.format(comments)}:"


LANGUAGES = {
    "en": Words(
        reply="Reply",
        delete="Delete",
        replies="Replies",
        no_comments="No comments",
        one_comment="1 comment",
        comments="{} comments",
        add_comment="Add comment",
        load_more="Load more...",
        said="said...",
        removed_by_author="This comment has been removed by the author.",
        removed_by_administrator="This comment has been removed by a blog administrator.",
        anonymous="Anonymous",
        post_a_comment="Post a Comment",
        posted_by="Posted by",
        at="at",
        newer_post="Newer Post",
        older_post="Older Post",
        home="Home",
        subscribe="Subscribe to:",
        post_comments="Post Comments (Atom)",
    ),
    "es": Words(
        reply="Responder",
        delete="Eliminar",
        replies="Respuestas",
        no_comments="No hay comentarios",
        one_comment="1 comentario",
        comments="{} comentarios",
        add_comment="Añadir comentario",
        load_more="Cargar más...",
        said="dijo...",
        removed_by_author="Este comentario ha sido eliminado por el autor.",
        removed_by_administrator="Este comentario ha sido eliminado por un administrador del blog.",
        anonymous="Anónimo",
        post_a_comment="Publicar un comentario",
        posted_by="Publicado por",
        at="en",
        newer_post="Entrada más reciente",
        older_post="Entrada antigua",
        home="Inicio",
        subscribe="Suscribirse a:",
        post_comments="Enviar comentarios (Atom)",
    ),
    "es-419": Words(
        reply="Responder",
        delete="Borrar",
        replies="Respuestas",
        no_comments="No hay comentarios",
        one_comment="1 comentario",
        comments="{} comentarios",
        add_comment="Agregar comentario",
        load_more="Cargar más...",
        said="dijo...",
        removed_by_author="Este comentario ha sido eliminado por el autor.",
        removed_by_administrator="Este comentario ha sido eliminado por un administrador del blog.",
        anonymous="Anónimo",
        post_a_comment="Publicar un comentario",
        posted_by="Publicado por",
        at="en",
        newer_post="Entrada más reciente",
        older_post="Entrada antigua",
        home="Página principal",
        subscribe="Suscribirse a:",
        post_comments="Enviar comentarios (Atom)",
    ),
    "pt-BR": Words(
        reply="Responder",
        delete="Excluir",
        replies="Respostas",
        no_comments="Nenhum comentário",
        one_comment="1 comentário",
        comments="{} comentários",
        add_comment="Adicionar comentário",
        load_more="Carregar mais...",
        said="disse...",
        removed_by_author="Este comentário foi removido pelo autor.",
        removed_by_administrator="Este comentário foi removido por um administrador do blog.",
        anonymous="Anônimo",
        post_a_comment="Postar um comentário",
        posted_by="Postado por",
        at="às",
        newer_post="Postagem mais recente",
        older_post="Postagem mais antiga",
        home="Página inicial",
        subscribe="Assinar:",
        post_comments="Postar comentários (Atom)",
    ),
    "pt": Words(
        reply="Responder",
        delete="Eliminar",
        replies="Respostas",
        no_comments="Sem comentários",
        one_comment="1 comentário",
        comments="{} comentários",
        add_comment="Adicionar comentário",
        load_more="Carregar mais...",
        said="disse...",
        removed_by_author="Este comentário foi removido pelo autor.",
        removed_by_administrator="Este comentário foi removido por um gestor do blogue.",
        anonymous="Anónimo",
        post_a_comment="Enviar um comentário",
        posted_by="Publicada por",
        at="à(s)",
        newer_post="Mensagem mais recente",
        older_post="Mensagem antiga",
        home="Página inicial",
        subscribe="Subscrever:",
        post_comments="Enviar feedback (Atom)",
    ),
    "fr": Words(
        reply="Répondre",
        delete="Supprimer",
        replies="Réponses",
        no_comments="Aucun commentaire",
        one_comment="1 commentaire",
        comments="{} commentaires",
        add_comment="Ajouter un commentaire",
        load_more="Charger la suite...",
        said="a dit…",
        removed_by_author="Ce commentaire a été supprimé par l'auteur.",
        removed_by_administrator="Ce commentaire a été supprimé par un administrateur du blog.",
        anonymous="Anonyme",
        post_a_comment="Enregistrer un commentaire",
        posted_by="Publié par",
        at="à",
        newer_post="Article plus récent",
        older_post="Article plus ancien",
        home="Accueil",
        subscribe="Inscription à :",
        post_comments="Publier les commentaires (Atom)",
    ),
    "de": Words(
        reply="Antworten",
        delete="Löschen",
        replies="Antworten",
        no_comments="Keine Kommentare",
        one_comment="1 Kommentar",
        comments="{} Kommentare",
        add_comment="Kommentar hinzufügen",
        load_more="Weitere laden...",
        said="hat gesagt…",
        removed_by_author="Dieser Kommentar wurde vom Autor entfernt.",
        removed_by_administrator="Dieser Kommentar wurde von einem Blog-Administrator entfernt.",
        anonymous="Anonym",
        post_a_comment="Kommentar veröffentlichen",
        posted_by="Eingestellt von",
        at="um",
        newer_post="Neuerer Post",
        older_post="Älterer Post",
        home="Startseite",
        subscribe="Abonnieren",
        post_comments="Kommentare zum Post (Atom)",
    ),
    "it": Words(
        reply="Rispondi",
        delete="Elimina",
        replies="Risposte",
        no_comments="Nessun commento",
        one_comment="1 commento",
        comments="{} commenti",
        add_comment="Aggiungi commento",
        load_more="Carica altro...",
        said="ha detto...",
        removed_by_author="Questo commento è stato eliminato dall'autore.",
        removed_by_administrator="Questo commento è stato eliminato da un amministratore del blog.",
        anonymous="Anonimo",
        post_a_comment="Posta un commento",
        posted_by="Pubblicato da",
        at="alle",
        newer_post="Post più recente",
        older_post="Post più vecchio",
        home="Home page",
        subscribe="Iscriviti a:",
        post_comments="Commenti sul post (Atom)",
    ),
    "nl": Words(
        reply="Beantwoorden",
        delete="Verwijderen",
        replies="Reacties",
        no_comments="Geen opmerkingen",
        one_comment="1 opmerking",
        comments="{} opmerkingen",
        add_comment="Reactie toevoegen",
        load_more="Meer laden...",
        said="zei…",
        removed_by_author="Deze reactie is verwijderd door de auteur.",
        removed_by_administrator="Deze reactie is verwijderd door een blogbeheerder.",
        anonymous="Anoniem",
        post_a_comment="Een reactie posten",
        posted_by="Gepost door",
        at="op",
        newer_post="Nieuwere post",
        older_post="Oudere post",
        home="Homepage",
        subscribe="Abonneren op:",
        post_comments="Reacties posten (Atom)",
    ),
}
"""By the code of the language, as Blogger's settings have them."""
