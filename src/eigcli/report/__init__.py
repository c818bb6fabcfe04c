"""What commands answer: reports made of blocks, by functions that know no format."""
