"""What all views share: the library as a request sees it, its answers, addresses, words and pictures."""
