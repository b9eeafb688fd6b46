"""Rules that only Chinese has: pinyin, scripts, numbered headings."""
