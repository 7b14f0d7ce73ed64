"""Reading large, reading narrow, without motion, with the system's own colours, and with the keyboard alone."""

import re

import pytest

from tests.browser.conftest import Reader
from tests.browser.test_reading import DESK, KINDS_OF_PAGE

pytestmark = pytest.mark.xdist_group("browser-accessibility")

# Text whose box hides what runs over its edge. Boxes that scroll by themselves, the closed drawer beside the screen and
# words for screen readers are fine.
_CUT = """() => [...document.querySelectorAll("body *")].filter(box => {
  const style = getComputedStyle(box);
  const hides = way => ["hidden", "clip"].includes(way);
  const over = hides(style.overflowX) && box.scrollWidth > box.clientWidth + 1
    || hides(style.overflowY) && box.scrollHeight > box.clientHeight + 1;
  return over && box.clientWidth > 1 && style.clipPath === "none" && box.innerText?.trim()
    && box.getBoundingClientRect().right > 0 && box.checkVisibility({visibilityProperty: true, opacityProperty: true});
}).map(box => box.outerHTML.slice(0, 120))"""

# How much wider than the screen the page is, and what sticks out of it.
_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(box => box.getBoundingClientRect().right > innerWidth + 1
    && !box.closest(".table-scroll, pre")).map(box => box.outerHTML.slice(0, 120))"""


# A page is loaded once for all ways to read it: loading is what takes long.
@pytest.mark.parametrize("path", KINDS_OF_PAGE.values(), ids=KINDS_OF_PAGE)
def test_a_page_reflows_when_it_is_zoomed_to_200_or_400_percent_or_its_text_doubled(reader: Reader, path: str) -> None:
    page = reader.open(path)
    for width in (640, 320):
        page.set_viewport_size({"width": width, "height": 512})
        assert (width, page.evaluate(_TOO_WIDE), page.evaluate(_CUT)) == (width, [], [])
    page.set_viewport_size(DESK)
    page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
    assert (page.evaluate(_TOO_WIDE), page.evaluate(_CUT)) == ([], [])


@pytest.mark.parametrize("path", ["", "cuts/", "cuts/acme-2026-01/", "charts/companies/acme/spending/"])
def test_nothing_moves_for_those_who_want_less_motion(reader: Reader, path: str) -> None:
    page = reader.open(path)
    lasting = """() => [...document.querySelectorAll("*")].flatMap(box => {
      const style = getComputedStyle(box);
      return `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
    })"""
    # A hundredth of a millisecond: over before anything is drawn, but scripts that wait for the end still hear of it.
    assert set(page.evaluate(lasting)) <= {"0s", "1e-05s"}
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_system_s_own_colours_keep_every_mark_visible(reader: Reader) -> None:
    reader.page.emulate_media(forced_colors="active")
    page = reader.open("cuts/acme-2026-01/")
    inks = page.evaluate("""() => [".kb-spread__line", ".kb-spread__headline", ".kb-spread__range"].map(part => {
      const style = getComputedStyle(document.querySelector(part));
      return part.endsWith("__line") ? style.stroke : style.fill;
    })""")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert inks == [ink, ink, ink]


# What a person can press, jump into or fill in, and can see: what it is, in the order of the page. Of radio buttons
# of one name the Tab key reaches one. The button that leads back to the top comes and goes with scrolling.
_REACHABLE = """() => {
  const closed = "details:not([open]) > :not(summary), details:not([open]) > :not(summary) *";
  const chosen = name => document.querySelector(`[name="${name}"]:checked, [name="${name}"]`);
  window.all = [...document.querySelectorAll("*")];
  return [...document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")]
    .filter(way => way.tabIndex >= 0 && !way.matches(closed) && way.checkVisibility({visibilityProperty: true}))
    .filter(way => way.type !== "radio" || way === chosen(way.name)).filter(way => !way.matches(".md-top"))
    .map(way => `${all.indexOf(way)} ${way.tagName} ${way.innerText}`);
}"""

# The focused element, the ring around it and whether it is on the screen. The switch of the scheme is a radio button
# out of sight: the form around it carries the ring.
_FOCUSED = """() => {
  const way = document.activeElement;
  const shown = way.matches(".md-option") ? way.form : way;
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(shown);
  const {left, right, top, bottom} = shown.getBoundingClientRect();
  return {
    what: `${all.indexOf(way)} ${way.tagName} ${way.innerText}`,
    ring: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
    colour: outlineColor,
    seen: left < right && top < bottom && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
  };
}"""


@pytest.mark.parametrize("path", ["", "cuts/", "cuts/acme-2026-01/", "companies/acme/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tab_key_reaches_everything_in_order_and_is_always_seen(reader: Reader, path: str, scheme: str) -> None:
    reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two words
    page = reader.open(path)
    ways = page.evaluate(_REACHABLE)
    stops = []
    for _ in ways:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_FOCUSED))
    assert [stop["what"] for stop in stops] == ways
    assert [stop["what"] for stop in stops if stop["ring"] < 2 or not stop["seen"]] == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert min(contrast(stop["colour"], ground) for stop in stops) >= 3


def contrast(one: str, other: str) -> float:
    """How far two colours such as rgb(11, 90, 143) stand apart, as WCAG counts it.

    >>> round(contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)"))
    21
    """
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
