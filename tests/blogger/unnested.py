"""The thread of older Blogger templates: not nested, author above and time below each comment.

::

    div.comments > h4, dl#comments-block
      dt.comment-author (Name said...), dd.comment-body > p, dd.comment-footer > span.comment-timestamp > a (the time), image
    p.comment-footer > a (Post a Comment)
"""

from html import escape

from tests.blogger.markup import body
from tests.blogger.times import TIME_FORMATS
from tests.blogger.truth import TrueComment, TruePage
from tests.blogger.words import LANGUAGES, Words


def unnested_thread(page: TruePage) -> str:
    """The whole ``div.comments``."""
    words = LANGUAGES[page.language]
    count = words.count(len(page.comments))
    if page.template.has_split_count and page.comments:
        count = "\n" + count.replace(" ", "\n", 1) + "\n        \n"
    comments = "\n".join(_comment(page, place, words) for place in range(len(page.comments)))
    return "\n".join(
        (
            '<div class="comments" id="comments">',
            '<a name="comments"></a>',
            f"<h4>{count}</h4>",
            "<div id='Blog1_comments-block-wrapper'>",
            f"<dl class='avatar-comment-indent' id='comments-block'>\n{comments}\n</dl>",
            "</div>",
            "<p class='comment-footer'>",
            f"<a href='https://www.blogger.example/comment.g?blogID=1' onclick=''>{words.post_a_comment}</a>",
            "</p>",
            "</div>",
        )
    )


def _comment(page: TruePage, place: int, words: Words) -> str:
    comment, number = page.comments[place], str(2_953_710_590_232_749 + 7_654_321 * place)
    name = escape(comment.author, quote=False)
    if comment.has_profile:
        name = f"<a href='https://www.blogger.example/profile/{number[:9]}' rel='nofollow'>{name}</a>"
    time = escape(TIME_FORMATS[page.time_format].write(comment.posted_at), quote=False)
    return f"""<dt class='comment-author ' id='c{number}'>
<a name='c{number}'></a>
<div class="avatar-image-container avatar-stock"><span dir="ltr"><img src="//resources.blogblog.example/img/blank.gif" \
width="35" height="35" alt="" title="{escape(comment.author)}"/></span></div>
{name}
{words.said}
</dt>
<dd class='comment-body' id='Blog1_cmt-{number}'>
{_body(comment)}
</dd>
<dd class='comment-footer'>
<span class='comment-timestamp'>
<a href='https://wall.blog.example/post.html?showComment=1#c{number}' title='comment permalink'>
{time}
</a>
<span class='item-control blog-admin pid-{place}'>
<a class='comment-delete' href='https://www.blogger.example/delete-comment.g?postID={number}' title='Delete Comment'>
<img src='//resources.blogblog.example/img/icon_delete13.gif'/>
</a>
</span>
</span>
</dd>"""


def _body(comment: TrueComment) -> str:
    html = body(comment.paragraphs)
    if comment.is_removed:
        return f'<span class="deleted-comment">{html}</span>'
    return f"<p>\n{html}\n</p>"
