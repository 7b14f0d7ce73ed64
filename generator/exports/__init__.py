"""What machines take away, one format per file: knowledge base and figures in, text out."""

from generator.exports import dump, raw_records

__all__ = ["dump", "raw_records"]
