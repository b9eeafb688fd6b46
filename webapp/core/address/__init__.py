"""Who has which address, as rules: owners, the lines that record them, and by what they are known again."""
