"""What the themes print against the standard is mended, and nothing else is touched."""

import pytest

from generator.theme_faults import mended


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        (
            '<input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">',
            '<input class="md-toggle" type="checkbox" id="__drawer">',
        ),
        ('<input class="kb-search__input" autocomplete="off">', '<input class="kb-search__input" autocomplete="off">'),
        ('<label class="md-nav__title" for="__toc">', '<label class="md-nav__title">'),
        (
            '<input id="__toc"><label class="md-nav__title" for="__toc">',
            '<input id="__toc"><label class="md-nav__title" for="__toc">',
        ),
    ],
)
def test_a_page_is_mended_only_where_the_theme_is_wrong(printed: str, published: str) -> None:
    assert mended(printed) == published
