"""What search engines and other visitors without eyes may read: everything; and where the list of pages is."""

from generator.settings import SiteSettings


def robots(site: SiteSettings) -> bytes:
    """The file `robots.txt`; the list of pages is named by its whole address or not at all."""
    lines = ["User-agent: *", "Allow: /"]
    if site.address:
        lines += ["", f"Sitemap: {site.whole('sitemap.xml')}"]
    return "\n".join([*lines, ""]).encode()
