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
