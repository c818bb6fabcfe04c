"""Reports: what commands answer, made of blocks. No function here knows a format."""
