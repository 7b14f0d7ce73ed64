"""The gate finds in a built site what no page of ours may hold, and lets a plain page through."""

from pathlib import Path

import pytest

from generator.gate import faults

POLICY = "script-src 'self' 'sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8='"
LISTED = "theme()"


def page(body: str, head: str = "") -> str:
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return f"<!doctype html><html><head>{meta}{head}</head><body><h1>Acme</h1>{body}</body></html>"


def found(site: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return faults(site, POLICY)


def test_a_page_with_text_links_a_picture_and_listed_scripts_passes(tmp_path: Path) -> None:
    body = (
        f'<script>{LISTED}</script><script src="assets/search.js"></script>'
        '<script type="application/json">{}</script>'
        '<p id="one">We said "on = off" &lt;script&gt; onclick= and javascript: in prose.</p>'
        '<a href="#one">here</a> <a href="cuts/acme/">cut</a> <a href="https://acme.example/news?a=1">source</a>'
        '<a href="mailto:desk@acme.example">desk</a> <img src="data:image/png;base64,AA" alt="">'
        '<svg viewBox="0 0 1 1"><rect fill="var(--kb-stated)"/></svg>'
    )
    files = {
        "index.html": page(body),
        "cuts/acme/index.html": page('<a href="../../">home</a>'),
        "assets/search.js": "",
    }
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>alert(1)</script>", "holds an inline script that is not on the list: 'alert(1)'."),
        ("<img src='x.png' OnError=alert(1)>", "holds an event handler: onerror in <img>."),
        ("<svg/onload=alert(1)></svg>", "holds an event handler: onload in <svg>."),
        (
            "<a href='java&#10;script:alert(1)'>x</a>",
            "href of <a> leads to 'javascript:alert(1)'; only http, https and mailto are allowed.",
        ),
        (
            "<a href=' &#106;avascript:alert(1)'>x</a>",
            "href of <a> leads to 'javascript:alert(1)'; only http, https and mailto are allowed.",
        ),
        (
            "<a href='data:text/html,x'>x</a>",
            "href of <a> leads to 'data:text/html,x'; only http, https and mailto are allowed.",
        ),
        (
            "<svg><a xlink:href='vbscript:x'></a></svg>",
            "xlink:href of <a> leads to 'vbscript:x'; only http, https and mailto are allowed.",
        ),
        ("<iframe></iframe>", "holds a <iframe> element, which no page of ours needs."),
        ("<template></template>", "holds a <template> element, which no page of ours needs."),
        ("<base target='x'>", "holds a <base> element, which no page of ours needs."),
        ("<meta http-equiv=Refresh content='0'>", "holds a <meta> element, which no page of ours needs."),
        (
            "<p style='color:red'>x</p>",
            "holds a style in <p>, which the page's policy blocks; use a class or an SVG attribute.",
        ),
        (
            "<script src='https://cdn.example/x.js'></script>",
            "<script> loads 'https://cdn.example/x.js' from another origin.",
        ),
        ("<img src='//cdn.example/x.png' alt=''>", "<img> loads '//cdn.example/x.png' from another origin."),
        (
            "<link rel=stylesheet href='https://cdn.example/x.css'>",
            "<link> loads 'https://cdn.example/x.css' from another origin.",
        ),
        ("<h1>Two</h1>", "has 2 first-level headings instead of one."),
        ("<a href='cuts/nobody/'>x</a>", "href of <a> leads nowhere: 'cuts/nobody/'."),
        ("<a href='/cuts/'>x</a>", "href of <a> leads nowhere: '/cuts/'."),
        ("<a href='#nowhere'>x</a>", "href of <a> leads nowhere: '#nowhere'."),
    ],
)
def test_what_no_page_may_hold_is_named(tmp_path: Path, body: str, fault: str) -> None:
    assert f"index.html: {fault}" in found(tmp_path, {"index.html": page(body)})


def test_a_page_without_the_policy_is_named(tmp_path: Path) -> None:
    text = page("").replace(POLICY, "default-src *")
    assert found(tmp_path, {"index.html": text}) == [
        "index.html: does not carry the content security policy once and as committed."
    ]


def test_a_page_that_loads_before_its_policy_is_named(tmp_path: Path) -> None:
    text = page("").replace("<head>", '<head><script src="assets/a.js"></script>')
    assert found(tmp_path, {"index.html": text, "assets/a.js": ""}) == [
        "index.html: loads something before its content security policy."
    ]


def test_files_that_browsers_run_belong_in_two_folders_only(tmp_path: Path) -> None:
    files = {
        "cuts/logo.svg": "<svg/>",
        "cuts/acme.html": page(""),
        "x.js": "",
        "assets/vega.js": "",
        "pagefind/p.js": "",
    }
    kind = "a file of this kind does not belong here; browsers run what is in it."
    assert found(tmp_path, files) == [f"cuts/acme.html: {kind}", f"cuts/logo.svg: {kind}", f"x.js: {kind}"]


def test_a_symbolic_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "etc").symlink_to("/etc")
    assert found(tmp_path, {}) == ["etc: a symbolic link; a site holds its own files only."]


def test_a_page_that_passed_before_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("<h1>Two</h1>"), encoding="utf-8")
    assert faults(tmp_path, POLICY, {"index.html"}) == []


ATOM = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>{}</title></feed>'


def test_a_feed_and_the_list_of_pages_pass(tmp_path: Path) -> None:
    listing = '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>'
    text = "http://www.w3.org/1999/xhtml &lt;script&gt;alert(1)&lt;/script&gt; &lt;!DOCTYPE"
    files = {"feeds/new.xml": ATOM.format(text), "feeds/companies/acme.xml": ATOM.format(""), "sitemap.xml": listing}
    assert found(tmp_path, files) == []


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        (
            '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
            "holds '{http://www.w3.org/1999/xhtml}script', which belongs to no list.",
        ),
        (
            "<?xml-stylesheet href='x.xsl'?>",
            "holds a declaration, a comment or an instruction, which no list of ours needs.",
        ),
        ("<b>", "is not well-formed: mismatched tag: line 2, column 54."),
    ],
)
def test_what_a_browser_could_run_in_a_feed_is_named(tmp_path: Path, inside: str, fault: str) -> None:
    assert found(tmp_path, {"feeds/new.xml": ATOM.format(inside)}) == [f"feeds/new.xml: {fault}"]


def test_xml_elsewhere_is_named(tmp_path: Path) -> None:
    kind = "a file of this kind does not belong here; browsers run what is in it."
    assert found(tmp_path, {"cuts/acme.xml": ATOM.format(""), "feeds/Acme.xml": ATOM.format("")}) == [
        f"cuts/acme.xml: {kind}", f"feeds/Acme.xml: {kind}"
    ]  # fmt: skip


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def test_a_picture_of_a_chart_passes(tmp_path: Path) -> None:
    drawn = (
        '<defs><clipPath id="a"><rect width="9" height="9"/></clipPath></defs>'
        '<g clip-path="url(#a)"><path d="M0 0h9" stroke="#0b5a8f"/></g>'
        "<text>A &lt;script&gt; in a record, javascript: and onclick= too</text>"
    )
    assert found(tmp_path, {"charts/cuts/acme/claims.svg": PICTURE.format(drawn)}) == []


@pytest.mark.parametrize(
    ("picture", "fault"),
    [
        (PICTURE.format("<script>alert(1)</script>"), "holds a <script> element, which no picture of ours needs."),
        (PICTURE.format("<foreignObject/>"), "holds a <foreignObject> element, which no picture of ours needs."),
        (PICTURE.format('<image href="x.png"/>'), "holds a <image> element, which no picture of ours needs."),
        (PICTURE.format("<style>*{}</style>"), "holds a <style> element, which no picture of ours needs."),
        (PICTURE.format("<animate/>"), "holds a <animate> element, which no picture of ours needs."),
        (
            PICTURE.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
            "holds a <{http://www.w3.org/1999/xhtml}script> element, which no picture of ours needs.",
        ),
        (PICTURE.format('<g onLoad="alert(1)"/>'), "holds an event handler: onload."),
        (
            PICTURE.format('<g xmlns:x="http://www.w3.org/1999/xlink" x:href="java&#10;script:alert(1)"/>'),
            "holds a href, which no picture of ours needs.",
        ),
        (PICTURE.format('<g style="fill:url(//x.example)"/>'), "holds a style, which no picture of ours needs."),
        (
            PICTURE.format('<g fill="url( https://x.example/a )"/>'),
            "loads something: fill is 'url(https://x.example/a)'.",
        ),
        (
            f'<!DOCTYPE svg [<!ENTITY a "b">]>{PICTURE.format("&a;")}',
            "holds a declaration, a comment or an instruction, which no picture of ours needs.",
        ),
        (
            f'<?xml-stylesheet href="x.css"?>{PICTURE.format("")}',
            "holds a declaration, a comment or an instruction, which no picture of ours needs.",
        ),
        ("<svg><g></svg>", "is not well-formed: mismatched tag: line 1, column 10."),
        ("<html/>", "is not an SVG picture."),
    ],
)
def test_a_picture_that_could_act_is_refused(tmp_path: Path, picture: str, fault: str) -> None:
    assert f"charts/a.svg: {fault}" in found(tmp_path, {"charts/a.svg": picture})


def test_pictures_stand_beside_charts_only(tmp_path: Path) -> None:
    (fault,) = found(tmp_path, {"cuts/a.svg": PICTURE.format("")})
    assert fault == "cuts/a.svg: a file of this kind does not belong here; browsers run what is in it."
