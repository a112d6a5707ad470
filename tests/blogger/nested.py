"""The thread of today's Blogger: comments two deep, as the server sends them and the browser shows them.

::

    div#comment-holder > div.comment-thread > ol#top-ra
      li.comment
        div.avatar-image-container > img
        div.comment-block
          div.comment-header > cite.user, span.icon, span.datetime > a (the time)
          p.comment-content
          span.comment-actions > a.comment-reply (top level only), span.item-control > a (Delete)
        div.comment-replies > div.inline-thread (hidden when empty)
          span.thread-toggle > span.thread-count > a (Replies)
          ol.thread-chrome > div > li.comment (the same again), div.continue > a (Reply)
        div.comment-replybox-single
    div#top-continue > a (Add comment), div.loadmore (hidden) > a (Load more...)

All of it is one line of source, with no blank between two elements.
"""

import re
from html import escape

from tests.blogger.markup import body
from tests.blogger.times import TIME_FORMATS
from tests.blogger.truth import TrueComment, TruePage
from tests.blogger.words import LANGUAGES, Words

_BEFORE_BLOCK = re.compile(r"(?<=.)(?=<(?:div|p|ol|li)\b|</(?:div|ol|li)>)|(?<=</p>)")


def nested_thread(page: TruePage) -> str:
    """The whole ``div.comments``."""
    words = LANGUAGES[page.language]
    return "\n".join(
        (
            '<div class="comments" id="comments">',
            '<a name="comments"></a>',
            f"<h4>{words.count(len(page.comments))}</h4>",
            '<div class="comments-content">',
            "<script type='text/javascript'>(function() { var items = null; })();</script>",
            '<div id="comment-holder">',
            _holder(page, words),
            "</div>",
            "</div>",
            "<p class='comment-footer'>",
            "<div class='comment-form'>",
            "<a name='comment-form'></a>",
            f"<h4 id='comment-post-message'>{words.post_a_comment}</h4>" if page.comments else "<p>\n</p>",
            "<a href='https://www.blogger.example/comment-iframe.g' id='comment-editor-src'></a>",
            "<iframe id='comment-editor' name='comment-editor' src='' width='100%'></iframe>",
            "</div>",
            "</p>",
            "</div>",
        )
    )


def _holder(page: TruePage, words: Words) -> str:
    tops = "".join(
        _top(page, place, words) for place, comment in enumerate(page.comments) if comment.depth == 0
    )
    after = (
        '<div id="top-continue" class="continue"><a class="comment-reply" target="_self">'
        f'{words.add_comment}</a></div><div class="comment-replybox-thread" id="top-ce"></div>'
        f'<div class="loadmore hidden" data-post-id="7"><a target="_self">{words.load_more}</a></div>'
    )
    html = f'<div class="comment-thread toplevel-thread"><ol id="top-ra">{tops}</ol>{after}</div>'
    return html if page.template.is_one_line else _BEFORE_BLOCK.sub("\n", html)


def _top(page: TruePage, place: int, words: Words) -> str:
    replies = "".join(
        _item(
            page,
            reply,
            words,
            _reply_box(_identity(reply), "", words) if page.template.has_reply_boxes else "",
        )
        for reply, comment in enumerate(page.comments)
        if comment.depth and comment.parent == place
    )
    return _item(page, place, words, _reply_box(_identity(place), replies, words))


def _identity(place: int) -> str:
    """A number like Blogger's, from a comment's place."""
    return str(1_009_870_000_000_000_003 + 7_654_321 * place)


def _item(page: TruePage, place: int, words: Words, replies: str) -> str:
    comment, number = page.comments[place], _identity(place)
    delete = f"https://www.blogger.example/delete-comment.g?blogID=1&amp;postID={number}"
    reply = (
        ""
        if comment.depth
        else f'<a class="comment-reply" target="_self" data-comment-id="{number}">{words.reply}</a>'
    )
    return (
        f'<li class="comment" id="c{number}"><div class="avatar-image-container">'
        '<img src="//resources.blogblog.example/img/blank.gif" alt=""/></div>'
        f'<div class="comment-block">{_header(page, comment, number)}'
        f'<p class="comment-content">{_content(comment)}</p>'
        f'<span class="comment-actions secondary-text">{reply}'
        f'<span class="item-control blog-admin blog-admin pid-{place}"><a target="_self" href="{delete}">'
        f"{words.delete}</a></span></span></div>{replies}"
        f'<div class="comment-replybox-single" id="c{number}-ce"></div></li>'
    )


def _header(page: TruePage, comment: TrueComment, number: str) -> str:
    name = escape(comment.author, quote=False)
    if comment.has_profile:
        name = f'<a href="https://www.blogger.example/profile/{number[:9]}" rel="nofollow">{name}</a>'
    time = escape(TIME_FORMATS[page.time_format].write(comment.posted_at), quote=False)
    address = f"https://wall.blog.example/post.html?showComment=1#c{number}"
    return (
        f'<div class="comment-header"><cite class="user">{name}</cite><span class="icon user "></span>'
        f'<span class="datetime secondary-text"><a rel="nofollow" href="{address}">{time}</a></span></div>'
    )


def _content(comment: TrueComment) -> str:
    html = body(comment.paragraphs)
    return f'<span class="deleted-comment">{html}</span>' if comment.is_removed else html


def _reply_box(number: str, replies: str, words: Words) -> str:
    return (
        f'<div class="comment-replies"><div id="c{number}-rt" '
        f'class="comment-thread inline-thread{"" if replies else " hidden"}">'
        '<span class="thread-toggle thread-expanded"><span class="thread-arrow"></span>'
        f'<span class="thread-count"><a target="_self">{words.replies}</a></span></span>'
        f'<ol id="c{number}-ra" class="thread-chrome thread-expanded"><div>{replies}</div>'
        f'<div id="c{number}-continue" class="continue"><a class="comment-reply" target="_self" '
        f'data-comment-id="{number}">{words.reply}</a></div></ol></div></div>'
    )
