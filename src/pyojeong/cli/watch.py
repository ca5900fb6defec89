"""What a person sees while a study runs, and the sentences that end it."""
