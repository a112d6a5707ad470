"""What the dialects share: where markers, author lines and items stand, and how a thread is read from them."""
