"""The list of pages for search engines, `sitemap.xml`: addresses and days in, the file out.

The engines write one of their own, with the day of the build for every page; `publishing` puts this one in its place.
It needs whole addresses, so a site that does not know its own has none.
"""

from collections.abc import Mapping
from datetime import date
from xml.etree import ElementTree

from generator.settings import SiteSettings

SITEMAP = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(changed: Mapping[str, date | None], site: SiteSettings) -> dict[str, bytes]:
    """The pages, by their address from the top of the site, with the day on which each last changed."""
    if not site.address:
        return {}
    root = ElementTree.Element("urlset", {"xmlns": _NAMESPACE})
    for address, day in sorted(changed.items()):
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = site.whole(address)
        if day:
            ElementTree.SubElement(entry, "lastmod").text = day.isoformat()
    ElementTree.indent(root, " ")
    return {SITEMAP: ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}
