"""Parts of pages, each made once and used everywhere: figures with their range, claims, chips, rows and links."""
