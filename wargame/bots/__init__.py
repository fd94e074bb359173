"""Players that are not people: policies that order from what their seat can see, and what runs them."""
