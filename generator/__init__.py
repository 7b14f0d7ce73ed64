"""The AI Shock Ledger's generator: from records to a static site. `build.py` shows the whole line on one screen."""
