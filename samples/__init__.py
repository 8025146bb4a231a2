"""Short clips with known truth, and the program that renders them."""
