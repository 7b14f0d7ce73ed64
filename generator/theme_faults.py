"""What the themes print against the letter of HTML, mended in a built page: text in, text out.

Material and Zensical are used as they come; what cannot be switched off or overridden in a template is named here.
"""

import re

# `autocomplete` means nothing on a checkbox, and the standard forbids it there.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# The title of the contents is a label for a toggle that only pages in the navigation have.
_TITLE_OF_CONTENTS = '<label class="md-nav__title" for="__toc">'

# Material takes every <link rel="alternate"> for a translation of the site, and asks for a sitemap beside each; a feed
# is none and has none beside it. Translations say their language, which is what Zensical looks for.
_TRANSLATIONS = '"link[rel=alternate]"'


def mended(page: str) -> str:
    """The page as a checker of HTML wants it."""
    page = _TOGGLE.sub(r"\1", page)
    if 'id="__toc"' not in page:
        page = page.replace(_TITLE_OF_CONTENTS, '<label class="md-nav__title">')
    return page


def mended_script(script: str) -> str:
    """The theme's own script, so that it asks for nothing that is not there."""
    return script.replace(_TRANSLATIONS, '"link[rel=alternate][hreflang]"')
