"""Fast policies, for very many games: they order straight from the state of play and build no views."""
