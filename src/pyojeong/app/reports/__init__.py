"""Reports and tables for those who take them away: PDF, CSV, BIDS, xAPI."""
