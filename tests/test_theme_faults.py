"""What the themes print against the standard is mended, and nothing else is touched."""

from importlib.resources import files

import pytest

from generator.theme_faults import mended, mended_script


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


@pytest.mark.parametrize("theme", ["material", "zensical"])
def test_the_script_of_a_theme_takes_no_feed_for_a_translation(theme: str) -> None:
    (bundle,) = (file for file in (files(theme) / "templates/assets/javascripts").iterdir()
                 if file.name.startswith("bundle.") and file.name.endswith(".js"))  # fmt: skip
    script = mended_script(bundle.read_text(encoding="utf-8"))
    assert script.count('"link[rel=alternate][hreflang]"') == 1
    assert '"link[rel=alternate]"' not in script
