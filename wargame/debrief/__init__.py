"""What is made of games once they are played: accounts to read, reports, comparisons."""
