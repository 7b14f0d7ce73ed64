"""What the themes print against the letter of HTML, mended in a built page: text in, text out.

Material and Zensical are used as they come; what cannot be switched off or overridden in a template is named here.
"""

import re

# `autocomplete` means nothing on a checkbox, and the standard forbids it there.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')
# The title of the contents is a label for a toggle that only pages in the navigation have.
_TITLE_OF_CONTENTS = '<label class="md-nav__title" for="__toc">'


def mended(page: str) -> str:
    """The page as a checker of HTML wants it."""
    page = _TOGGLE.sub(r"\1", page)
    if 'id="__toc"' not in page:
        page = page.replace(_TITLE_OF_CONTENTS, '<label class="md-nav__title">')
    return page
