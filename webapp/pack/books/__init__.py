"""What books and Kiwix read: the library as pages of a book."""
