"""The graph as a network of actors, meetings and positions, and what is measured in it."""
