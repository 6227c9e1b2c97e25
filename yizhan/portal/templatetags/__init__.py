"""What the templates of the faces may call."""
