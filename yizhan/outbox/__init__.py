"""发件箱: what is to be sent or made after a commit."""
