"""The library on disk: content/ to Articles, pictures and thumbnails."""
