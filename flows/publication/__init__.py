"""What publishing does to tables after extraction, so that keys and spans rest on the text alone."""
