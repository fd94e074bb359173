"""The umpire's stop between the last commit and what comes of it: what he sees, and what he can do there."""
