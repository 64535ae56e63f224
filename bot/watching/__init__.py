"""What is seen from outside: a line and some figures, and never a word that anybody said."""
