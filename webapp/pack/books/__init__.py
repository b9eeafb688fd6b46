"""The library as pages of a book, for reading programs and Kiwix."""
