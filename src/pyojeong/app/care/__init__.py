"""What the caregiver's pages ask for, without a word of the web."""
