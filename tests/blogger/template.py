"""A made-up Blogger page as HTML: the post, its thread, and what the blog's template puts around them."""

from html import escape

from tests.blogger.markup import body
from tests.blogger.nested import nested_thread
from tests.blogger.times import MONTHS, TIME_FORMATS, date_header
from tests.blogger.truth import TruePage
from tests.blogger.unnested import unnested_thread
from tests.blogger.words import LANGUAGES, Words


def html_of(page: TruePage) -> str:
    """The whole page's source."""
    words = LANGUAGES[page.language]
    title, blog = escape(page.title, quote=False), escape(page.template.blog, quote=False)
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f"<html dir='ltr' lang='{page.language}'>",
            "<head>",
            "<meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/>",
            "<meta content='blogger' name='generator'/>",
            f"<title>{blog}: {title}</title>",
            "<style type='text/css'>.hidden { display: none; }</style>",
            "</head>",
            "<body class='loading'>",
            "<div class='content-outer'><div class='content-inner'>",
            "<header><div class='header section' id='header'><div class='titlewrapper'>",
            f"<h1 class='title'>\n<a href='https://wall.blog.example/'>\n{blog}\n</a>\n</h1>",
            "</div></div></header>",
            "<div class='main-outer'><div class='columns fauxcolumns'>",
            "<div class='main section' id='main'><div class='widget Blog' id='Blog1'>",
            "<div class='blog-posts hfeed'>",
            _post(page, words, title),
            unnested_thread(page) if not page.is_nested else nested_thread(page),
            *(["<div id='backlinks-container'>\n</div>"] if page.template.has_backlinks else []),
            "</div></div></div>",
            "</div>",
            _pager(words),
            "</div></div>",
            *([_sidebar(page)] if page.template.has_sidebar else []),
            "</div></div>",
            "<footer><div class='footer section'><div class='widget Attribution'>",
            "Simple theme. Powered by <a href='https://www.blogger.example'>Blogger</a>.",
            "</div></div></footer>",
            "</div></div>",
            "<script type='text/javascript'>window['ready'] = 1;</script>",
            "</body>",
            "</html>",
            "",
        )
    )


def _post(page: TruePage, words: Words, title: str) -> str:
    return f"""<div class="date-outer">
<h2 class='date-header'><span>{date_header(page.published_on, page.language)}</span></h2>
<div class="date-posts">
<div class='post-outer'>
<div class='post hentry uncustomized-post-template'>
<a name='1'></a>
<h3 class='post-title entry-title' itemprop='name'>
{title}
</h3>
<div class='post-header'>
<div class='post-header-line-1'></div>
</div>
<div class='post-body entry-content' id='post-body-1' itemprop='description articleBody'>
{body(page.post, line_feeds=True)}
<div style='clear: both;'></div>
</div>
{_footer(page, words)}
</div>"""


def _footer(page: TruePage, words: Words) -> str:
    owner = escape(page.template.owner, quote=False)
    time = TIME_FORMATS["american" if page.time_format == "american" else "clock"].write(page.published_at)
    time = time.rsplit(" at ", maxsplit=1)[-1]
    labels = ",\n".join(
        f"<a href='https://wall.blog.example/search/label/{number}' rel='tag'>{escape(label, quote=False)}</a>"
        for number, label in enumerate(page.template.labels)
    )
    return f"""<div class='post-footer'>
<div class='post-footer-line post-footer-line-1'>
<span class='post-author vcard'>
{words.posted_by}
<span class='fn' itemprop='author' itemscope='itemscope' itemtype='http://schema.org/Person'>
<a class='g-profile' href='https://www.blogger.example/profile/1' rel='author' title='author profile'>
<span itemprop='name'>{owner}</span>
</a>
</span>
</span>
<span class='post-timestamp'>
{words.at}
<a class='timestamp-link' href='https://wall.blog.example/post.html' rel='bookmark' title='permanent link'>\
<abbr class='published' itemprop='datePublished' title='{page.published_at.isoformat()}'>{time}</abbr></a>
</span>
<span class='post-comment-link'>
</span>
<span class='post-icons'>
</span>
{_sharing() if page.template.has_share_links else ""}
</div>
<div class='post-footer-line post-footer-line-2'>
<span class='post-labels'>
{f"Labels:{chr(10)}{labels}" if labels else ""}
</span>
</div>
</div>"""


def _sharing() -> str:
    names = ("Email This", "BlogThis!", "Share to X", "Share to Facebook", "Share to Pinterest")
    links = "".join(
        f"<a class='goog-inline-block share-button' href='https://www.blogger.example/share' title='{name}'>"
        f"<span class='share-button-link-text'>{name}</span></a>"
        for name in names
    )
    return f"<div class='post-share-buttons goog-inline-block'>\n{links}\n</div>"


def _pager(words: Words) -> str:
    return f"""<div class='blog-pager' id='blog-pager'>
<span id='blog-pager-newer-link'>
<a class='blog-pager-newer-link' href='https://wall.blog.example/newer.html'>{words.newer_post}</a>
</span>
<span id='blog-pager-older-link'>
<a class='blog-pager-older-link' href='https://wall.blog.example/older.html'>{words.older_post}</a>
</span>
<a class='home-link' href='https://wall.blog.example/'>{words.home}</a>
</div>
<div class='clear'></div>
<div class='post-feeds'>
<div class='feed-links'>
{words.subscribe}
<a class='feed-link' href='https://wall.blog.example/feed' type='application/atom+xml'>{words.post_comments}</a>
</div>
</div>"""


def _sidebar(page: TruePage) -> str:
    year, month = page.published_on.year, MONTHS[page.published_on.month - 1]
    owner = escape(page.template.owner, quote=False)
    years = "\n".join(
        f"<li class='archivedate'><a class='post-count-link' href='https://wall.blog.example/{past}/'>{past}</a>\n"
        f"<span class='post-count' dir='ltr'>({past % 100 * 7 + 11})</span></li>"
        for past in range(year - 1, year - 4, -1)
    )
    return f"""<div class='column-right-outer'><aside><div class='sidebar section' id='sidebar'>
<div class='widget Profile' id='Profile1'>
<h2>About Me</h2>
<div class='widget-content'>
<a class='profile-name-link' href='https://www.blogger.example/profile/1'>{owner}</a>
<a class='profile-link' href='https://www.blogger.example/profile/1' rel='author'>View my complete profile</a>
</div></div>
<div class='widget BlogArchive' id='BlogArchive1'>
<h2>Blog Archive</h2>
<div class='widget-content'><ul class='hierarchy'>
<li class='archivedate expanded'><a class='post-count-link' href='https://wall.blog.example/{year}/'>{year}</a>
<span class='post-count' dir='ltr'>(41)</span>
<ul class='hierarchy'><li><a class='post-count-link' href='https://wall.blog.example/{year}/m/'>{month}</a>
<span class='post-count' dir='ltr'>(2)</span>
<ul class='posts'><li><a href='https://wall.blog.example/post.html'>{escape(page.title, quote=False)}</a></li>
<li><a href='https://wall.blog.example/urn.html'>The Urn Again</a></li></ul></li></ul></li>
{years}
</ul></div></div>
<div class='widget PopularPosts' id='PopularPosts1'>
<h2>Popular Posts</h2>
<div class='widget-content popular-posts'><ul>
<li><div class='item-title'><a href='https://wall.blog.example/lift.html'>Who Took the Lift</a></div>
<div class='item-snippet'>It went up on Monday with the photocopier in it and has not been seen ...</div></li>
<li><div class='item-title'><a href='https://wall.blog.example/rota.html'>The Rota, Explained</a></div></li>
</ul></div></div>
<div class='widget Stats' id='Stats1'>
<h2>Total Pageviews</h2>
<div class='widget-content'><span class='counter-wrapper' id='Stats1_totalCount'>1,048,213</span></div></div>
</div></aside></div>"""
