"""Derived figures, one per file: pure functions from the knowledge base to rows. Nothing here is ever typed."""
